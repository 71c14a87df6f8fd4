package org.weightbalancing.train;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.MatchCondition;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Finds the first place, in the order of a forward pass, where a network has NaN or infinite values. */
final class FiniteSearch {

    private final ComputationGraph graph;

    FiniteSearch(ComputationGraph graph) {
        this.graph = graph;
    }

    static boolean isFinite(INDArray values) {
        // A sum would overflow for values that are finite.
        return Nd4j.getExecutioner()
                        .exec(new MatchCondition(values, Conditions.notFinite()))
                        .getLong(0)
                == 0;
    }

    /** The first parameter, batch-norm statistics included. */
    Optional<String> inParameters() {
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            Trainable trainable = vertex.hasLayer() ? vertex.getLayer() : vertex;
            for (Map.Entry<String, INDArray> parameter :
                    trainable.paramTable(false).entrySet()) {
                if (!isFinite(parameter.getValue())) {
                    return Optional.of(
                            "parameter \"" + parameter.getKey() + "\" of layer \"" + vertex.getVertexName() + "\"");
                }
            }
        }
        return Optional.empty();
    }

    /** Looks for what made the loss of a batch so; the batch goes forward once more, in training mode. */
    String behindLoss(DataSet batch) {
        return inParameters().or(() -> inBatch(batch)).orElse("the loss itself (all activations are finite)");
    }

    private Optional<String> inBatch(DataSet batch) {
        if (!isFinite(batch.getFeatures())) {
            return Optional.of("the input");
        }
        try {
            Optional<String> layer = inForwardPass(batch);
            return layer.or(() -> isFinite(batch.getLabels()) ? Optional.empty() : Optional.of("the labels"));
        } catch (RuntimeException failure) {
            // What is known already must not be lost for want of the rest.
            return Optional.of("not found, as the batch went forward no second time: " + failure.getMessage());
        }
    }

    private Optional<String> inForwardPass(DataSet batch) {
        Map<String, INDArray> activations = graph.feedForward(new INDArray[] {batch.getFeatures()}, true);
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            INDArray values = activations.get(name);
            if (values != null && !isFinite(values)) {
                return Optional.of("activations of layer \"" + name + "\"");
            }
        }
        return Optional.empty();
    }
}
