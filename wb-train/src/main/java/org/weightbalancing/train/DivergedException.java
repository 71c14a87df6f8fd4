package org.weightbalancing.train;

/** Says that training diverged: the loss or the parameters are no longer finite. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int step;
    private final double learningRate;
    private final String where;

    DivergedException(String what, Stage stage, int epoch, int step, String where) {
        super(message(what, stage, epoch, step, where));
        this.epoch = epoch;
        this.step = step;
        this.learningRate = stage.learningRate().valueAt(step, epoch);
        this.where = where;
    }

    private static String message(String what, Stage stage, int epoch, int step, String where) {
        return "stage \"" + stage.name() + "\" diverged: " + what + " at step " + step + ", epoch " + epoch
                + ", learning rate " + stage.learningRate().valueAt(step, epoch) + "; first non-finite values: " + where
                + "; the parameters are those before that epoch";
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

    /**
     * Says where the first values that are not finite were found, in the order of a forward pass.
     *
     * <p>Parameters are looked at first: they break in the step before the one whose loss shows it. If all are finite, the
     * batch is looked at, then what each layer makes of it, then the labels.
     *
     * @return such as "parameter "W" of layer "fc"", "the input", "activations of layer "conv1"", "the labels" or "the loss
     *     itself (all activations are finite)"
     */
    public String where() {
        return where;
    }
}
