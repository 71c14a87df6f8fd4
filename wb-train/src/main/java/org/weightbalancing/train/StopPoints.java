package org.weightbalancing.train;

import java.util.function.Supplier;

/** The moments between two steps: a stage's state is saved there when due, and there it stops when interrupted. */
final class StopPoints {

    private final Stage stage;
    private final Checkpointing checkpointing;
    private final Tally tally;
    private final StageMemory memory;

    StopPoints(StageTask task, Tally tally, StageMemory memory) {
        this.stage = task.stage();
        this.checkpointing = task.checkpointing();
        this.tally = tally;
        this.memory = memory;
    }

    boolean isDue() {
        return checkpointing.due(tally.epoch(), tally.batches());
    }

    /** Saves the state; the clock of the epoch stands meanwhile. */
    void save() {
        boolean running = tally.stopClock();
        checkpointing.save(memory.state(tally));
        if (running) {
            tally.startClock();
        }
    }

    void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw stopped(new TrainingInterruptedException(stage, tally.epoch()));
        }
    }

    /** Takes a value from the caller's code, which may tell of an interruption by an exception. */
    <T> T awaited(Supplier<T> value) {
        try {
            return value.get();
        } catch (RuntimeException thrown) {
            if (TrainingInterruptedException.isToldBy(thrown)) {
                throw stopped(new TrainingInterruptedException(stage, tally.epoch(), thrown));
            }
            throw thrown;
        }
    }

    /**
     * Saves the state, by a thread that is not interrupted meanwhile, before training stops. Parameters that are not finite
     * are not saved: the state before them is the one to go on from.
     */
    private TrainingInterruptedException stopped(TrainingInterruptedException interruption) {
        boolean interrupted = Thread.interrupted();
        tally.stopClock();
        memory.hideAverage();
        try {
            if (memory.isFinite()) {
                checkpointing.save(memory.state(tally));
            }
            return interruption;
        } catch (RuntimeException failure) {
            failure.addSuppressed(interruption);
            throw failure;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
