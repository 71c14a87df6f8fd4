package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss that is a sum over examples of a function of one example's logits and target. */
abstract class LogitLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /**
     * Loss of one example; writes its gradient with respect to the logits.
     *
     * @param logits z [C]
     * @param target t [C], non-negative
     * @param gradient dL/dz [C], to be overwritten
     */
    abstract double example(double[] logits, double[] target, double[] gradient);

    /** Refuses a number of classes that this loss was not made for. */
    abstract void requireClasses(int classes);

    @Override
    public final double computeScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        return Batch.of(this, labels, preOutput, activationFn, mask).score(average);
    }

    @Override
    public final INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return Batch.of(this, labels, preOutput, activationFn, mask).scores();
    }

    @Override
    public final INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return Batch.of(this, labels, preOutput, activationFn, mask).gradient();
    }

    @Override
    public final Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        Batch batch = Batch.of(this, labels, preOutput, activationFn, mask);
        return new Pair<>(batch.score(average), batch.gradient());
    }

    @Override
    public final String name() {
        return toString();
    }

    /** Losses [b] and gradients [b, C] of a batch, on plain arrays. */
    private static final class Batch {

        private final DataType type;
        private final double[] losses;
        private final double[] gradients;

        private Batch(DataType type, double[] losses, double[] gradients) {
            this.type = type;
            this.losses = losses;
            this.gradients = gradients;
        }

        static Batch of(LogitLoss loss, INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
            requireArguments(loss, labels, preOutput, activation);
            int rows = (int) preOutput.size(0);
            int classes = (int) preOutput.size(1);
            loss.requireClasses(classes);
            double[] logits = Values.of(preOutput);
            double[] targets = Values.of(labels);
            double[] factors = factors(mask, rows);
            double[] losses = new double[rows];
            double[] gradients = new double[rows * classes];
            double[] gradient = new double[classes];
            for (int i = 0; i < rows; i++) {
                int from = i * classes;
                double[] z = Arrays.copyOfRange(logits, from, from + classes);
                double[] t = Arrays.copyOfRange(targets, from, from + classes);
                // A masked example counts for nothing, even where its loss is not a number.
                if (factors[i] != 0) {
                    losses[i] = factors[i] * loss.example(z, t, gradient);
                    for (int c = 0; c < classes; c++) {
                        gradients[from + c] = factors[i] * gradient[c];
                    }
                }
            }
            return new Batch(preOutput.dataType(), losses, gradients);
        }

        double score(boolean average) {
            double sum = Arrays.stream(losses).sum();
            return average ? sum / losses.length : sum;
        }

        INDArray scores() {
            return Values.matrix(losses, 1, type);
        }

        INDArray gradient() {
            return Values.matrix(gradients, gradients.length / losses.length, type);
        }

        private static double[] factors(INDArray mask, int rows) {
            // DL4J hands over null where there is no mask.
            if (mask == null) {
                double[] ones = new double[rows];
                Arrays.fill(ones, 1);
                return ones;
            }
            if (mask.length() != rows) {
                throw new IllegalArgumentException("label mask has shape " + Arrays.toString(mask.shape())
                        + ", allowed is one number per example: [" + rows + ", 1]");
            }
            return Values.of(mask);
        }

        private static void requireArguments(
                LogitLoss loss, INDArray labels, INDArray preOutput, IActivation activation) {
            if (!(activation instanceof ActivationSoftmax) && !(activation instanceof ActivationIdentity)) {
                throw new IllegalArgumentException(
                        loss.name() + " is defined on logits: the output layer's activation is " + activation
                                + ", allowed are softmax and identity");
            }
            if (preOutput.rank() != 2 || !labels.equalShapes(preOutput)) {
                throw new IllegalArgumentException("labels " + Arrays.toString(labels.shape()) + " and logits "
                        + Arrays.toString(preOutput.shape()) + " must both be [examples, classes]");
            }
        }
    }
}
