package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps copies of the states it is given, in order; due always or never. */
final class KeptStates implements Checkpointing {

    private final List<TrainingState> states = new ArrayList<>();
    private final boolean due;

    KeptStates(boolean due) {
        this.due = due;
    }

    @Override
    public boolean due(int epoch, int batches) {
        return due;
    }

    @Override
    public void save(TrainingState state) {
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Map<String, INDArray> copies = new LinkedHashMap<>();
        state.arrays().forEach((name, array) -> copies.put(name, array.dup()));
        states.add(new TrainingState(state.stage(), state.position(), state.epochs(), state.selected(), copies));
    }

    List<TrainingState> states() {
        return List.copyOf(states);
    }

    TrainingState only() {
        assertThat(states).hasSize(1);
        return states.get(0);
    }
}
