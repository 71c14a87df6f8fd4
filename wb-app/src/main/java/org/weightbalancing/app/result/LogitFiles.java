package org.weightbalancing.app.result;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the logits that methods give, as they come. */
@FunctionalInterface
public interface LogitFiles {

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
