package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Calls a loss as DL4J does, without a mask, and gives it features where it asks for them. */
final class LossCase {

    private LossCase() {}

    static INDArray oneHot(int[] labels, int classes, DataType type) {
        double[][] rows = new double[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            rows[i][labels[i]] = 1;
        }
        return array(rows, type);
    }

    static INDArray array(double[][] rows, DataType type) {
        return Nd4j.createFromArray(rows).castTo(type);
    }

    static double mean(ILossFunction loss, double[][] logits, int[] labels, DataType type) {
        INDArray targets = oneHot(labels, logits[0].length, type);
        return fed(loss, logits.length).computeScore(targets, array(logits, type), new ActivationSoftmax(), null, true);
    }

    static double[][] gradient(ILossFunction loss, double[][] logits, int[] labels, DataType type) {
        INDArray targets = oneHot(labels, logits[0].length, type);
        return fed(loss, logits.length)
                .computeGradient(targets, array(logits, type), new ActivationSoftmax(), null)
                .castTo(DataType.DOUBLE)
                .toDoubleMatrix();
    }

    static Pair<Double, INDArray> both(ILossFunction loss, INDArray targets, INDArray logits) {
        return fed(loss, (int) logits.size(0))
                .computeGradientAndScore(targets, logits, new ActivationSoftmax(), null, true);
    }

    /** The loss, given the features (0.5, -1.5), of norm 2, for each example. */
    static ILossFunction fed(ILossFunction loss, int rows) {
        if (loss instanceof FeatureLoss features) {
            double[][] values = new double[rows][];
            Arrays.fill(values, new double[] {0.5, -1.5});
            features.features(Nd4j.createFromArray(values));
        }
        return loss;
    }

    /** Asserts value and gradient of one example. */
    static void require(ILossFunction loss, double[] logits, int label, double value, double... gradient) {
        double[][] z = {logits};
        int[] y = {label};
        assertThat(mean(loss, z, y, DataType.DOUBLE)).as("%s", loss).isCloseTo(value, within(1e-14));
        assertThat(gradient(loss, z, y, DataType.DOUBLE)[0]).as("%s", loss).containsExactly(gradient, within(1e-14));
    }
}
