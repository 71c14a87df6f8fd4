package org.weightbalancing.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Runs the epochs of a stage from wherever it stands. DL4J's own loop over an iterator does the same, but cannot start in
 * the middle of an epoch, nor stop between two steps.
 */
final class EpochLoop {

    private final StageTask task;
    private final ComputationGraph graph;
    private final Stage stage;
    private final Step fitting;
    private final Tally tally;
    private final StageMemory memory;
    private final StopPoints points;
    private final FiniteSearch search;

    EpochLoop(StageTask task, Step fitting, Tally tally, StageMemory memory) {
        this.task = task;
        this.fitting = fitting;
        this.graph = task.graph();
        this.stage = task.stage();
        this.tally = tally;
        this.memory = memory;
        this.points = new StopPoints(task, tally, memory);
        this.search = new FiniteSearch(graph);
    }

    /** Goes on with batches that stand where the tally does. */
    TrainingHistory run(DataSetIterator batches) {
        try {
            boolean consumed = false;
            while (tally.epoch() < stage.epochs()) {
                if (!tally.validating()) {
                    points.requireNotInterrupted();
                    tally.startClock();
                    reset(batches, consumed);
                    steps(batches);
                    endEpoch();
                }
                validate();
                consumed = true;
            }
            TrainingHistory history = memory.finished();
            if (RunningStatistics.areStaleAfter(stage, graph)) {
                reset(batches, consumed);
                RunningStatistics.estimate(graph, batches, points);
            }
            return history;
        } catch (DivergedException diverged) {
            memory.diverged();
            throw diverged;
        }
    }

    private void reset(DataSetIterator batches, boolean consumed) {
        if (consumed && batches.resetSupported()) {
            points.awaited(() -> {
                batches.reset();
                return batches;
            });
        }
    }

    private void steps(DataSetIterator batches) {
        if (points.awaited(batches::hasNext)) {
            graph.getListeners().forEach(listener -> listener.onEpochStart(graph));
            do {
                step(batches);
            } while (points.awaited(batches::hasNext));
        }
        if (tally.batches() == 0) {
            throw new IllegalStateException(
                    "the iterator gave no batch in epoch " + tally.epoch() + " of stage \"" + stage.name() + "\"");
        }
    }

    private void step(DataSetIterator batches) {
        long asked = System.currentTimeMillis();
        DataSet batch = points.awaited(batches::next);
        graph.setLastEtlTime(System.currentTimeMillis() - asked);
        try {
            fitting.fit(batch);
        } catch (NonFiniteLossException noticed) {
            throw diverged("loss is " + noticed.loss(), tally.iteration(), search.behindLoss(batch));
        }
        memory.stepDone();
        points.requireNotInterrupted();
        if (points.isDue()) {
            // A step that breaks the parameters shows in the loss of the next one only, and must not be saved as good.
            requireFinite();
            points.save();
        }
    }

    private void endEpoch() {
        graph.getListeners().forEach(listener -> listener.onEpochEnd(graph));
        graph.incrementEpochCount();
        tally.stopClock();
        // The last step of the epoch has no later loss to show what it did.
        requireFinite();
        memory.stepsDone(tally.epoch());
        tally.stepsDone();
    }

    private void requireFinite() {
        if (!FiniteSearch.isFinite(graph.params())) {
            throw diverged(
                    "parameters are not finite",
                    tally.iteration() - 1,
                    search.inParameters().orElseThrow());
        }
    }

    private DivergedException diverged(String what, int step, String where) {
        return new DivergedException(what, stage, tally.epoch(), step, where);
    }

    private void validate() {
        EpochRecord epoch;
        memory.showAverage();
        try {
            epoch = tally.record(stage, measured());
            memory.epochDone(epoch);
        } finally {
            memory.hideAverage();
        }
        tally.epochDone();
        task.progress().epochDone(epoch);
        if (points.isDue()) {
            points.save();
        }
    }

    private double measured() {
        Validation validation = task.validation();
        double value = points.awaited(() -> validation.measure().applyAsDouble(graph));
        if (stage.checkpoint().selects() && Double.isNaN(value)) {
            throw new IllegalStateException("validation on split \"" + validation.split() + "\" is NaN in epoch "
                    + tally.epoch() + " of stage \"" + stage.name() + "\", " + stage.checkpoint()
                    + " cannot compare it");
        }
        return value;
    }
}
