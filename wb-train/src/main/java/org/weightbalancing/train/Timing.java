package org.weightbalancing.train;

/** Says whether a schedule is stepped before or after each epoch, which decides the rate of zero-based epoch e. */
public enum Timing {
    /**
     * Stepped before the epoch, as the published code does: epoch e runs at t = e + 1, so the base rate is never used
     * and the last epoch runs at the schedule's end.
     */
    BEFORE_EPOCH,
    /** Stepped after the epoch, the usual order: epoch e runs at t = e, so the first epoch runs at the base rate. */
    AFTER_EPOCH;

    /** Number of steps that the schedule has made when the zero-based epoch runs. */
    int steps(int epoch) {
        return this == BEFORE_EPOCH ? epoch + 1 : epoch;
    }
}
