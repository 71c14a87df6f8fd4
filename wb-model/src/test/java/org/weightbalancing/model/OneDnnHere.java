package org.weightbalancing.model;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.nd4j.linalg.api.buffer.DataType;

/** What tests that make oneDNN plans assume. */
public final class OneDnnHere {

    private OneDnnHere() {}

    /** Skips the test where oneDNN has no build or is turned off. */
    public static void assume() {
        assumeThat(LayerPath.of(DataType.FLOAT))
                .as("skipped: oneDNN has no build for this machine or is turned off, FLOAT is computed by ND4J")
                .isNotEqualTo(LayerPath.ND4J);
    }
}
