package org.weightbalancing.model;

import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.model.onednn.OneDnn;

/** Says by which library the layers of this module are computed in this process. */
public enum LayerPath {
    /** oneDNN, called directly: FLOAT on the CPU. */
    ONEDNN,
    /** ND4J's own operations: any backend and type. */
    ND4J;

    /** The path that layers of the type take. */
    public static LayerPath of(DataType type) {
        return OneDnn.serves(type) ? ONEDNN : ND4J;
    }
}
