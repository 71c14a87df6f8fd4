package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ActivationShape;

/**
 * Opens up activations between the layers of this module.
 *
 * <p>A network is given images [b, h, w, c] and answers with [b, classes]. In between, on processors with AVX-512,
 * activations of FLOAT lie in blocks of sixteen channels, [b, c / 16, h, w, 16]: channel {@code c} is at index
 * {@code c / 16} of the second and {@code c % 16} of the last axis. Elsewhere, and in DOUBLE, they are [b, h, w, c].
 *
 * <pre>{@code
 * INDArray maps = Activations.channelsLast(network.feedForward(images, false).get("stage1-block1"));
 * }</pre>
 */
public final class Activations {

    private Activations() {}

    /**
     * The activation as [b, h, w, c].
     *
     * @param activation of any layer or vertex; also one without height and width, such as features [b, c]
     * @return the array itself when it is not in blocks, else a copy
     */
    public static INDArray channelsLast(INDArray activation) {
        return ActivationShape.isBlocked(activation)
                ? ActivationShape.of(activation).inBlocks(false).fit(activation)
                : activation;
    }
}
