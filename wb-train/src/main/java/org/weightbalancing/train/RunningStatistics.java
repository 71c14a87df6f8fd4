package org.weightbalancing.train;

import java.util.Arrays;
import java.util.Set;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Running statistics of batch normalization, which are parameters to DL4J. */
final class RunningStatistics {

    /** The last replaces the second where variances are kept as logarithms. */
    private static final Set<String> NAMES = Set.of("mean", "var", "log10stdev");

    private RunningStatistics() {}

    /** Whether a stage ends with averaged weights that statistics have to be estimated for. */
    static boolean areStaleAfter(Stage stage, ComputationGraph graph) {
        return stage.averaging() instanceof StochasticWeightAverage
                && Arrays.stream(graph.getVertices())
                        .map(vertex -> vertex.hasLayer() ? vertex.getLayer() : (Trainable) vertex)
                        .anyMatch(trainable ->
                                trainable.paramTable(false).keySet().stream().anyMatch(NAMES::contains));
    }

    /** Shows the network the batches that are left, in training mode and without steps. */
    static void estimate(ComputationGraph graph, DataSetIterator batches, StopPoints points) {
        LayerOutput output = new LayerOutput(
                graph, graph.getConfiguration().getNetworkOutputs().get(0));
        points.requireNotInterrupted();
        while (points.awaited(batches::hasNext)) {
            output.trained(points.awaited(batches::next).getFeatures());
            points.requireNotInterrupted();
        }
    }
}
