package org.weightbalancing.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.model.onednn.OneDnn;

/** Says by what the convolutions of this module are computed, fastest first. */
public enum LayerPath {
    /** oneDNN's kernels for Winograd's algorithm: FLOAT on processors with AVX-512, 3x3 with stride 1. */
    WINOGRAD,
    /** oneDNN's kernels for direct convolution: FLOAT on the CPU. */
    DIRECT,
    /** ND4J's own operations: any backend and type. */
    ND4J;

    /** The fastest path that a convolution of the type can take in this process. */
    public static LayerPath of(DataType type) {
        if (OneDnn.blocks(type)) {
            return WINOGRAD;
        }
        return OneDnn.serves(type) ? DIRECT : ND4J;
    }

    /**
     * The path of each convolution that has seen an input, by the name of its layer, in the network's order.
     *
     * <p>It is that of the last forward pass; backward passes choose for themselves, and go over to Winograd's algorithm
     * at fewer channels.
     */
    public static Map<String, LayerPath> of(ComputationGraph network) {
        Map<String, LayerPath> paths = new LinkedHashMap<>();
        for (Layer layer : network.getLayers()) {
            if (layer instanceof Convolving convolution) {
                convolution
                        .path()
                        .ifPresent(path -> paths.put(layer.conf().getLayer().getLayerName(), path));
            }
        }
        return paths;
    }
}
