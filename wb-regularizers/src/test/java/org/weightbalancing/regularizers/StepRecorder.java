package org.weightbalancing.regularizers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps a copy of every parameter after each step. */
final class StepRecorder extends BaseTrainingListener {

    final List<Map<String, INDArray>> states = new ArrayList<>();

    static Map<String, INDArray> copy(Model model) {
        Map<String, INDArray> copy = new TreeMap<>();
        model.paramTable().forEach((key, value) -> copy.put(key, value.dup()));
        return copy;
    }

    static StepRecorder of(Model model) {
        Collection<TrainingListener> listeners = model instanceof MultiLayerNetwork network
                ? network.getListeners()
                : ((ComputationGraph) model).getListeners();
        return listeners.stream()
                .filter(StepRecorder.class::isInstance)
                .map(StepRecorder.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        states.add(copy(model));
    }
}
