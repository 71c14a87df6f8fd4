package org.weightbalancing.train;

/**
 * Says where a stage stands between two steps, and what its running epoch has come to so far.
 *
 * @param epoch zero-based running epoch; the number of epochs once all are done
 * @param batches steps done in that epoch, which is also the zero-based batch that comes next
 * @param iteration steps done in the stage
 * @param validating whether the epoch's last step and its listeners' epoch end are done, and only its validation is not
 * @param examples trained on in the running epoch
 * @param lossSum sum over those examples of the loss, each taken before its step
 * @param seconds of training in the running epoch
 * @param averaged parameter vectors that the average of the weights is the mean of
 */
public record StagePosition(
        int epoch,
        int batches,
        int iteration,
        boolean validating,
        long examples,
        double lossSum,
        double seconds,
        long averaged) {

    /**
     * Makes a position.
     *
     * @throws IllegalArgumentException if a count is negative, the seconds are negative or not finite, or an epoch is to
     *     be validated without a step
     */
    public StagePosition {
        require("epoch", epoch);
        require("batches", batches);
        require("iteration", iteration);
        require("examples", examples);
        require("averaged", averaged);
        Rates.require("seconds", seconds);
        if (validating && batches == 0) {
            throw new IllegalArgumentException(
                    "batches is 0 in epoch " + epoch + ", allowed is 1 or more to validate it");
        }
    }

    private static void require(String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " is " + count + ", allowed is 0 or more");
        }
    }

    /** The position before the first step. */
    static StagePosition start() {
        return new StagePosition(0, 0, 0, false, 0, 0, 0, 0);
    }

    /** Whether steps of the running epoch are done that a divergence would take back. */
    boolean withinSteps() {
        return batches > 0 && !validating;
    }
}
