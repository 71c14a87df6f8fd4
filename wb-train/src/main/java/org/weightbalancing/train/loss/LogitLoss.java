package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss that is a sum over examples of a function of one example's logits and target, which may look at the whole batch
 * beforehand.
 */
abstract class LogitLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /** Prepares a pass over a batch; the pass skips examples that the mask leaves out. */
    abstract Kernel kernel(Batch batch);

    /** What makes this loss equal to others of its kind. */
    abstract Settings settings();

    /** What every loss and gradient is multiplied by, so that dividing by their number leaves the documented value. */
    double scale(Batch batch) {
        return 1;
    }

    /** Refuses a number of classes that this loss was not made for. */
    void requireClasses(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("the logits have " + classes + " class, at least 2 are needed");
        }
    }

    /** Whether an output layer of classes that do not exclude one another may have this loss. */
    boolean acceptsSigmoid() {
        return false;
    }

    /** The class of a one-hot target; refuses any other target. */
    final int label(int row, double[] target) {
        int label = -1;
        for (int c = 0; c < target.length; c++) {
            if (target[c] == 1 && label < 0) {
                label = c;
            } else if (target[c] != 0) {
                throw new IllegalArgumentException(name() + " needs class ids: the label of example " + row + " has "
                        + target[c] + " for class " + c + ", allowed is one-hot");
            }
        }
        if (label < 0) {
            throw new IllegalArgumentException(
                    name() + " needs class ids: the label of example " + row + " has no class, allowed is one-hot");
        }
        return label;
    }

    @Override
    public final double computeScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        return score(scores(labels, preOutput, activationFn, mask), average);
    }

    @Override
    public final INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        double[] losses = scores(labels, preOutput, activationFn, mask);
        Rows scores = Rows.uninitialized(preOutput.dataType(), losses.length, 1);
        for (int i = 0; i < losses.length; i++) {
            scores.write(i, new double[] {losses[i]});
        }
        return scores.matrix(preOutput.dataType());
    }

    @Override
    public final INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        requireArguments(labels, preOutput, activationFn);
        Rows gradients = gradients(preOutput);
        try (Batch batch = new Batch(labels, preOutput, mask, false)) {
            run(batch, new double[batch.classes()], gradients::write);
        }
        return gradients.matrix(preOutput.dataType());
    }

    @Override
    public final Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        requireArguments(labels, preOutput, activationFn);
        Rows gradients = gradients(preOutput);
        try (Batch batch = new Batch(labels, preOutput, mask, true)) {
            double score = score(run(batch, new double[batch.classes()], gradients::write), average);
            return new Pair<>(score, gradients.matrix(preOutput.dataType()));
        }
    }

    @Override
    public final String name() {
        return toString();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof LogitLoss that
                && that.getClass() == getClass()
                && that.settings().equals(settings());
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().getName().hashCode() + settings().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + settings();
    }

    /** Takes the gradient [C] of a row; the array is used again for the next. */
    private interface Gradients {
        void put(int row, double[] gradient);
    }

    private double[] scores(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        requireArguments(labels, preOutput, activation);
        try (Batch batch = new Batch(labels, preOutput, mask, true)) {
            return run(batch, new double[0], (row, gradient) -> {});
        }
    }

    private static Rows gradients(INDArray preOutput) {
        return Rows.uninitialized(preOutput.dataType(), (int) preOutput.size(0), (int) preOutput.size(1));
    }

    private double[] run(Batch batch, double[] gradient, Gradients gradients) {
        Kernel kernel = kernel(batch);
        double scale = scale(batch);
        double[] losses = new double[batch.rows()];
        double[] logits = new double[batch.classes()];
        double[] target = new double[batch.classes()];
        for (int i = 0; i < losses.length; i++) {
            // A masked example counts for nothing, even where its loss is not a number.
            Arrays.fill(gradient, 0);
            double factor = batch.factor(i) * scale;
            if (factor != 0) {
                batch.readLogits(i, logits);
                batch.readTarget(i, target);
                losses[i] = factor * kernel.example(i, logits, target, gradient);
                for (int c = 0; c < gradient.length; c++) {
                    gradient[c] *= factor;
                }
            }
            gradients.put(i, gradient);
        }
        return losses;
    }

    private static double score(double[] losses, boolean average) {
        double sum = Arrays.stream(losses).sum();
        return average ? sum / losses.length : sum;
    }

    private void requireArguments(INDArray labels, INDArray preOutput, IActivation activation) {
        boolean sigmoid = acceptsSigmoid();
        if (!(activation instanceof ActivationSoftmax)
                && !(activation instanceof ActivationIdentity)
                && !(sigmoid && activation instanceof ActivationSigmoid)) {
            throw new IllegalArgumentException(
                    name() + " is defined on logits: the output layer's activation is " + activation + ", allowed are "
                            + (sigmoid ? "sigmoid, softmax and identity" : "softmax and identity"));
        }
        if (preOutput.rank() != 2 || !labels.equalShapes(preOutput)) {
            throw new IllegalArgumentException("labels " + Arrays.toString(labels.shape()) + " and logits "
                    + Arrays.toString(preOutput.shape()) + " must both be [examples, classes]");
        }
        requireClasses((int) preOutput.size(1));
    }
}
