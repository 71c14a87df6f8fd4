package org.weightbalancing.train.loss;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Calls a loss as DL4J does, without a mask. */
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
        return loss.computeScore(targets, array(logits, type), new ActivationSoftmax(), null, true);
    }

    static double[][] gradient(ILossFunction loss, double[][] logits, int[] labels, DataType type) {
        INDArray targets = oneHot(labels, logits[0].length, type);
        return loss.computeGradient(targets, array(logits, type), new ActivationSoftmax(), null)
                .castTo(DataType.DOUBLE)
                .toDoubleMatrix();
    }

    static Pair<Double, INDArray> both(ILossFunction loss, INDArray targets, INDArray logits) {
        return loss.computeGradientAndScore(targets, logits, new ActivationSoftmax(), null, true);
    }
}
