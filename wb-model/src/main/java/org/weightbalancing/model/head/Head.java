package org.weightbalancing.model.head;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * Computes logits z [b, C] from features f [b, D], and the gradients of a loss of them.
 *
 * <p>Heads are immutable, best records: DL4J writes their components into the configuration of a network and reads them
 * back, and two heads are interchangeable when they are equal. Arrays are FLOAT or DOUBLE, all of one type.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface Head extends Serializable {

    /**
     * The parameters of the head in the order in which a network keeps them, at least one.
     *
     * @throws IllegalArgumentException if the head cannot tell so many classes apart by so many features
     */
    List<HeadParameter> parameters(long features, long classes);

    /**
     * The logits [b, C] of features [b, D], in a new array; neither argument is changed.
     *
     * @param parameters by key
     */
    INDArray logits(INDArray features, Map<String, INDArray> parameters);

    /**
     * The gradient of the loss by the features, [b, D], in a new array. Those by the parameters, summed over the batch,
     * are written into {@code gradients}.
     *
     * @param delta gradient of the loss by the logits, [b, C]; not changed
     * @param gradients of trained parameters by key, each of the parameter's shape
     */
    INDArray backward(
            INDArray features, INDArray delta, Map<String, INDArray> parameters, Map<String, INDArray> gradients);
}
