package org.weightbalancing.app;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the logits that methods give, as they come. */
@FunctionalInterface
interface LogitFiles {

    /**
     * Takes the logits of a method.
     *
     * @param images "test" or "validation"
     * @param method its name
     * @param logits [n, C]
     */
    void take(String images, String method, INDArray logits);

    /** Keeps none. */
    static LogitFiles none() {
        return (images, method, logits) -> {};
    }
}
