package org.weightbalancing.train;

/** Counts the steps of a stage and adds up its running epoch. */
final class Tally {

    private int epoch;
    private int batches;
    private int iteration;
    private boolean validating;
    private long examples;
    private double lossSum;
    private double seconds;
    private long started;
    private boolean running;

    Tally(StagePosition position) {
        this.epoch = position.epoch();
        this.batches = position.batches();
        this.iteration = position.iteration();
        this.validating = position.validating();
        this.examples = position.examples();
        this.lossSum = position.lossSum();
        this.seconds = position.seconds();
    }

    StagePosition position(long averaged) {
        return new StagePosition(epoch, batches, iteration, validating, examples, lossSum, seconds, averaged);
    }

    void startClock() {
        started = System.nanoTime();
        running = true;
    }

    /** Says whether it was running. */
    boolean stopClock() {
        boolean was = running;
        if (was) {
            seconds += (System.nanoTime() - started) / 1e9;
        }
        running = false;
        return was;
    }

    void step(int size, double loss) {
        lossSum += loss * size;
        examples += size;
        batches++;
        iteration++;
    }

    void stepsDone() {
        validating = true;
    }

    void epochDone() {
        epoch++;
        batches = 0;
        validating = false;
        examples = 0;
        lossSum = 0;
        seconds = 0;
    }

    /** The record of the running epoch, whose steps are done. */
    EpochRecord record(Stage stage, double validation) {
        double rate = stage.learningRate().valueAt(iteration - batches, epoch);
        return new EpochRecord(epoch, rate, lossSum / examples, validation, seconds, examples / seconds);
    }

    int epoch() {
        return epoch;
    }

    int batches() {
        return batches;
    }

    int iteration() {
        return iteration;
    }

    boolean validating() {
        return validating;
    }
}
