package org.weightbalancing.model;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hands activations [b, D] on as they are, and in training adds {@code eta f} to their gradient: that of the penalty
 * {@code (eta / 2) mean_i |f_i|^2} over the examples of a batch (feature regularization; Hasegawa and Sato, ICLR 2024).
 *
 * <p>Gradients in DL4J are sums over the batch, which the updater divides by its size; in a network that is configured
 * not to be divided, the penalty is the sum over the examples. The loss that DL4J reports is without the penalty.
 */
public final class FeatureNormPenalty extends ParameterFree {

    private static final long serialVersionUID = 1;

    private double eta;

    /** For deserialization. */
    public FeatureNormPenalty() {}

    /** A penalty of strength eta, finite and at least 0. */
    public FeatureNormPenalty(double eta) {
        require(eta);
        this.eta = eta;
    }

    /**
     * The same network with this penalty between features and classifier, or without.
     *
     * <p>Parameters, updaters, loss and the counts of steps and epochs are copied; the state of the updaters, such as
     * momentum, is dropped.
     *
     * @param network that ends in {@value LayerNames#FEATURES} and {@value LayerNames#CLASSIFIER}; not changed
     * @param eta strength, finite; 0 takes the penalty away
     * @throws IllegalArgumentException if eta is negative or not finite
     */
    public static ComputationGraph in(ComputationGraph network, double eta) {
        require(eta);
        ComputationGraphConfiguration configuration = network.getConfiguration().clone();
        Map<String, List<String>> inputs = configuration.getVertexInputs();
        configuration.getVertices().remove(LayerNames.FEATURE_NORM);
        inputs.remove(LayerNames.FEATURE_NORM);
        inputs.put(LayerNames.CLASSIFIER, List.of(LayerNames.FEATURES));
        if (eta > 0) {
            configuration.getVertices().put(LayerNames.FEATURE_NORM, new FeatureNormPenalty(eta));
            inputs.put(LayerNames.FEATURE_NORM, List.of(LayerNames.FEATURES));
            inputs.put(LayerNames.CLASSIFIER, List.of(LayerNames.FEATURE_NORM));
        }
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        configuration.setIterationCount(network.getIterationCount());
        configuration.setEpochCount(network.getEpochCount());
        ComputationGraph changed =
                ZeroNetwork.of(configuration, network.params().dataType());
        changed.paramTable().forEach((name, value) -> value.assign(network.getParam(name)));
        return changed;
    }

    static void require(double eta) {
        if (!(eta >= 0) || Double.isInfinite(eta)) {
            throw new IllegalArgumentException(
                    "the penalty of features is " + eta + ", but must be finite and at least 0");
        }
    }

    /** The strength. */
    public double getEta() {
        return eta;
    }

    /** For deserialization. */
    public void setEta(double eta) {
        this.eta = eta;
    }

    @Override
    public GraphVertex clone() {
        return new FeatureNormPenalty(eta);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureNormPenalty that && Double.compare(eta, that.eta) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(eta);
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new FeatureNormPenaltyVertex(graph, name, index, type, eta);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        return inputs[0];
    }
}
