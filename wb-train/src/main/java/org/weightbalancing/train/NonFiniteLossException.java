package org.weightbalancing.train;

/** Stops a step before its update; the loop, which has the batch, says what happened. */
final class NonFiniteLossException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final double loss;

    NonFiniteLossException(double loss) {
        super("loss is " + loss);
        this.loss = loss;
    }

    double loss() {
        return loss;
    }
}
