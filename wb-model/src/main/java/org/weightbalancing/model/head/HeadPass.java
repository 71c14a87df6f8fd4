package org.weightbalancing.model.head;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward and the backward pass of a head that is trained alone on features, batch after batch of any size, in FLOAT
 * on a CPU: the numbers of its {@link Head} but for rounding, without the gradient by the features. No array is made anew
 * as long as batches are of one size and their features and gradients lie row after row.
 *
 * <p>It reads and writes the memory of the parameters and their gradients, and belongs to one thread.
 */
public interface HeadPass extends AutoCloseable {

    /**
     * Computes the logits [b, C] by the parameters as they are now, valid until the next call.
     *
     * @param features [b, D]; not changed
     */
    INDArray logits(INDArray features);

    /**
     * Writes the gradients of the trained parameters, summed over the batch.
     *
     * @param features those that the logits were last computed of, unchanged, as the parameters are
     * @param delta gradient of the loss by the logits, [b, C]; not changed
     */
    void backward(INDArray features, INDArray delta);

    /** Gives the memory back. The next logits take it anew, and a backward pass comes after logits only. */
    @Override
    void close();

    /**
     * The passes of a running layer, if it is a {@link HeadOutputLayer} of a {@link CosineHead}, of {@link
     * LearnableWeightScaling} or of a {@link DisAlignHead}, which consist of many operations of ND4J. There are none
     * where parameters are not FLOAT, or where ND4J does not compute on a CPU.
     *
     * @param layer of any kind
     * @param gradients of its parameters by key, each a view in the layout of the parameter
     */
    static Optional<HeadPass> of(Layer layer, Map<String, INDArray> gradients) {
        if (!(layer instanceof HeadLayer running)
                || !FloatMemory.isComputedWith(
                        layer.params().dataType(), Nd4j.getExecutioner().type())) {
            return Optional.empty();
        }
        Head head = running.layerConf().getHead();
        if (head instanceof CosineHead cosine) {
            return Optional.of(new CosinePass(cosine, layer.paramTable(), gradients));
        }
        if (head instanceof LearnableWeightScaling) {
            return Optional.of(new WeightScalingPass(layer.paramTable(), gradients));
        }
        return head instanceof DisAlignHead
                ? Optional.of(new DisAlignPass(layer.paramTable(), gradients))
                : Optional.empty();
    }
}
