package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Makes networks whose parameters are all 0, for the caller to set. */
final class ZeroNetwork {

    private ZeroNetwork() {}

    /** A network of the configuration that is given parameters: else DL4J draws some, and sets ND4J's generator back. */
    static ComputationGraph of(ComputationGraphConfiguration configuration, DataType type) {
        long length = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(false))
                .sum();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init(Nd4j.create(type, 1, length), false);
        return network;
    }
}
