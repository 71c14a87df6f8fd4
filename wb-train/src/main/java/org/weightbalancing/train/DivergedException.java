package org.weightbalancing.train;

/** Says that training diverged: the loss or the parameters are no longer finite. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int step;
    private final double learningRate;

    DivergedException(String what, Stage stage, int epoch, int step) {
        this(what, stage.name(), epoch, step, stage.learningRate().valueAt(step, epoch));
    }

    private DivergedException(String what, String stage, int epoch, int step, double learningRate) {
        super("stage \"" + stage + "\" diverged: " + what + " at step " + step + ", epoch " + epoch + ", learning rate "
                + learningRate + "; the parameters are those before that epoch");
        this.epoch = epoch;
        this.step = step;
        this.learningRate = learningRate;
    }

    /** Zero-based epoch of the stage in which it was noticed. */
    public int epoch() {
        return epoch;
    }

    /** Zero-based step of the stage, counted over all its epochs, at which it was noticed. */
    public int step() {
        return step;
    }

    /** Learning rate in force at that step. */
    public double learningRate() {
        return learningRate;
    }
}
