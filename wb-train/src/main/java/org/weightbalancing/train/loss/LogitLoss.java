package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss that is a sum over examples of a function of one example's logits and target. */
abstract class LogitLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /**
     * Loss of one example; writes its gradient with respect to the logits.
     *
     * @param softmax of the logits z [C]
     * @param target t [C], non-negative; may be overwritten
     * @param gradient dL/dz [C], to be overwritten
     */
    abstract double example(Softmax softmax, double[] target, double[] gradient);

    /** Refuses a number of classes that this loss was not made for. */
    abstract void requireClasses(int classes);

    @Override
    public final double computeScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        return score(losses(labels, preOutput, activationFn, mask, (row, gradient) -> {}), average);
    }

    @Override
    public final INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        double[] losses = losses(labels, preOutput, activationFn, mask, (row, gradient) -> {});
        Rows scores = Rows.uninitialized(preOutput.dataType(), losses.length, 1);
        for (int i = 0; i < losses.length; i++) {
            scores.write(i, new double[] {losses[i]});
        }
        return scores.matrix(preOutput.dataType());
    }

    @Override
    public final INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return computeGradientAndScore(labels, preOutput, activationFn, mask, false)
                .getSecond();
    }

    @Override
    public final Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        requireArguments(labels, preOutput, activationFn);
        Rows gradients = Rows.uninitialized(preOutput.dataType(), (int) preOutput.size(0), (int) preOutput.size(1));
        double[] losses = losses(labels, preOutput, activationFn, mask, gradients::write);
        return new Pair<>(score(losses, average), gradients.matrix(preOutput.dataType()));
    }

    @Override
    public final String name() {
        return toString();
    }

    /** Takes the gradient [C] of a row; the array is used again for the next. */
    private interface Gradients {
        void put(int row, double[] gradient);
    }

    private double[] losses(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, Gradients gradients) {
        requireArguments(labels, preOutput, activation);
        int rows = (int) preOutput.size(0);
        int classes = (int) preOutput.size(1);
        double[] factors = factors(mask, rows);
        double[] losses = new double[rows];
        double[] target = new double[classes];
        double[] gradient = new double[classes];
        Softmax softmax = new Softmax(classes);
        try (Rows logits = Rows.of(preOutput);
                Rows targets = Rows.of(labels)) {
            for (int i = 0; i < rows; i++) {
                // A masked example counts for nothing, even where its loss is not a number.
                Arrays.fill(gradient, 0);
                if (factors[i] != 0) {
                    logits.read(i, softmax.logits());
                    softmax.compute();
                    targets.read(i, target);
                    losses[i] = factors[i] * example(softmax, target, gradient);
                    for (int c = 0; c < classes; c++) {
                        gradient[c] *= factors[i];
                    }
                }
                gradients.put(i, gradient);
            }
        }
        return losses;
    }

    private static double score(double[] losses, boolean average) {
        double sum = Arrays.stream(losses).sum();
        return average ? sum / losses.length : sum;
    }

    private static double[] factors(INDArray mask, int rows) {
        double[] factors = new double[rows];
        // DL4J hands over null where there is no mask.
        if (mask == null) {
            Arrays.fill(factors, 1);
            return factors;
        }
        if (mask.length() != rows) {
            throw new IllegalArgumentException("label mask has shape " + Arrays.toString(mask.shape())
                    + ", allowed is one number per example: [" + rows + ", 1]");
        }
        try (Rows one = Rows.of(mask.reshape(1, rows))) {
            one.read(0, factors);
        }
        return factors;
    }

    private void requireArguments(INDArray labels, INDArray preOutput, IActivation activation) {
        if (!(activation instanceof ActivationSoftmax) && !(activation instanceof ActivationIdentity)) {
            throw new IllegalArgumentException(name() + " is defined on logits: the output layer's activation is "
                    + activation + ", allowed are softmax and identity");
        }
        if (preOutput.rank() != 2 || !labels.equalShapes(preOutput)) {
            throw new IllegalArgumentException("labels " + Arrays.toString(labels.shape()) + " and logits "
                    + Arrays.toString(preOutput.shape()) + " must both be [examples, classes]");
        }
        requireClasses((int) preOutput.size(1));
    }
}
