package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a running stage keeps besides the network: the records of its epochs and copies of earlier parameters. */
final class StageMemory implements AutoCloseable {

    private final ComputationGraph graph;
    private final Stage stage;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final Snapshot lastGood;
    private final Snapshot best;
    private final Optional<RunningAverage> average;
    private int selected;
    private boolean averageShown;

    /** Starts from a graph that the stage has been installed in. */
    StageMemory(ComputationGraph graph, Stage stage) {
        this.graph = graph;
        this.stage = stage;
        this.lastGood = new Snapshot(graph);
        this.best = stage.checkpoint().selects() ? new Snapshot(graph) : lastGood;
        this.average = stage.averaging() instanceof NoAveraging
                ? Optional.empty()
                : Optional.of(new RunningAverage(graph, stage.averaging()));
    }

    /** Puts a state into memory and network, or refuses it and leaves the parameters as they are. */
    void restore(TrainingState state) {
        epochs.addAll(state.epochs());
        selected = state.selected();
        average.ifPresent(running -> running.resume(state.position().averaged()));
        Map<String, INDArray> live = live(state.position());
        SavedArrays.require(state, live);
        live.forEach((name, array) -> array.assign(state.arrays().get(name).reshape(array.shape())));
        if (!state.position().withinSteps()) {
            lastGood.take();
        }
        graph.getConfiguration().setIterationCount(state.position().iteration());
        int ended = state.position().validating() ? 1 : 0;
        graph.getConfiguration().setEpochCount(state.position().epoch() + ended);
    }

    boolean isFinite() {
        return FiniteSearch.isFinite(graph.params());
    }

    TrainingState state(Tally tally) {
        StagePosition position =
                tally.position(average.map(RunningAverage::averaged).orElse(0L));
        return new TrainingState(stage.name(), position, epochs, selected, live(position));
    }

    private Map<String, INDArray> live(StagePosition position) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put(TrainingState.PARAMETERS, graph.params());
        // DL4J has null for a network that updates nothing.
        Optional.ofNullable(graph.getUpdater().getStateViewArray())
                .ifPresent(array -> arrays.put(TrainingState.UPDATER, array));
        if (stage.checkpoint().selects() && !epochs.isEmpty()) {
            arrays.put(TrainingState.BEST, best.values());
        }
        if (position.withinSteps()) {
            arrays.put(TrainingState.LAST_GOOD, lastGood.values());
        }
        average.filter(running -> running.averaged() > 0)
                .ifPresent(running -> arrays.put(TrainingState.AVERAGE, running.values()));
        return arrays;
    }

    void stepDone() {
        average.ifPresent(RunningAverage::stepDone);
    }

    void stepsDone(int epoch) {
        lastGood.take();
        average.ifPresent(running -> running.epochDone(epoch));
    }

    /** Puts the average into the network between two epochs, if it is what validation is to see. */
    void showAverage() {
        average.filter(RunningAverage::isShown).ifPresent(this::show);
    }

    private void show(RunningAverage running) {
        averageShown = true;
        running.show();
    }

    /** Puts the parameters of the epoch's end back, if the average was shown. */
    void hideAverage() {
        if (averageShown) {
            lastGood.restore();
            averageShown = false;
        }
    }

    void diverged() {
        lastGood.restore();
    }

    /** Takes the record of the running epoch, and the parameters that were validated if it is the best. */
    void epochDone(EpochRecord epoch) {
        boolean better =
                epochs.isEmpty() || epoch.validation() > epochs.get(selected).validation();
        epochs.add(epoch);
        if (!stage.checkpoint().selects()) {
            selected = epoch.epoch();
        } else if (better) {
            selected = epoch.epoch();
            best.take();
        }
    }

    /** Leaves the network with the parameters of the selected epoch, or their average. */
    TrainingHistory finished() {
        if (stage.checkpoint().selects()) {
            best.restore();
        } else {
            average.ifPresent(this::show);
        }
        return new TrainingHistory(stage.name(), epochs, selected, stage.checkpoint());
    }

    @Override
    public void close() {
        lastGood.close();
        best.close();
        average.ifPresent(RunningAverage::close);
    }
}
