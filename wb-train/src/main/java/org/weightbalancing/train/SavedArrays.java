package org.weightbalancing.train;

import java.util.Map;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Refuses states that belong to another stage or another network. */
final class SavedArrays {

    private SavedArrays() {}

    /** What can be said before the stage is installed. */
    static void require(TrainingState state, Stage stage, ComputationGraph graph) {
        if (!state.stage().equals(stage.name())) {
            throw new IllegalArgumentException(
                    "the state is of stage \"" + state.stage() + "\", allowed is \"" + stage.name() + "\"");
        }
        if (state.position().epoch() > stage.epochs()
                || (state.position().epoch() == stage.epochs()
                        && state.position().batches() > 0)) {
            throw new IllegalArgumentException("the state of stage \"" + stage.name() + "\" is at " + state.position()
                    + ", the stage has epochs 0 to " + (stage.epochs() - 1));
        }
        if (stage.averaging() instanceof ExponentialMovingAverage
                && state.position().averaged() == 0) {
            throw new IllegalArgumentException("the state of stage \"" + stage.name()
                    + "\" averages 0 parameter vectors, the stage's " + stage.averaging() + " 1 or more");
        }
        INDArray parameters = state.arrays().get(TrainingState.PARAMETERS);
        if (parameters != null) {
            requireSame(state, TrainingState.PARAMETERS, parameters, graph.params());
        }
    }

    static void require(TrainingState state, Map<String, INDArray> live) {
        if (!state.arrays().keySet().equals(live.keySet())) {
            throw new IllegalArgumentException("the state of stage \"" + state.stage() + "\" has arrays "
                    + new TreeSet<>(state.arrays().keySet()) + ", allowed are " + new TreeSet<>(live.keySet()) + " at "
                    + state.position());
        }
        live.forEach((name, array) -> requireSame(state, name, state.arrays().get(name), array));
    }

    private static void requireSame(TrainingState state, String name, INDArray saved, INDArray live) {
        if (saved.length() != live.length() || saved.dataType() != live.dataType()) {
            throw new IllegalArgumentException("array \"" + name + "\" in the state of stage \"" + state.stage()
                    + "\" has " + saved.length() + " values of type " + saved.dataType() + ", the network's has "
                    + live.length() + " of type " + live.dataType());
        }
    }
}
