package org.weightbalancing.train;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The forward and the backward pass of a classifier on features, batch after batch of any size, in FLOAT and in arrays
 * that may be used over and over.
 *
 * <p>With it a {@linkplain Trainer#Trainer(Progress, Checkpointing, Source) trainer} steps a graph of that one layer
 * without DL4J's machinery for graphs of any shape.
 */
public interface HeadArithmetic extends AutoCloseable {

    /**
     * Computes the logits [b, C] by the parameters as they are now, valid until the next call.
     *
     * @param features [b, D]; not changed
     */
    INDArray logits(INDArray features);

    /**
     * Writes the gradients of the trained parameters, summed over the batch, over what was there.
     *
     * @param features those that the logits were last computed of, unchanged, as the parameters are
     * @param delta gradient of the loss by the logits, [b, C]; not changed
     */
    void backward(INDArray features, INDArray delta);

    /** Gives the arrays back. The next logits take them anew, and a backward pass comes after logits only. */
    @Override
    void close();

    /** Knows the arithmetic of some kinds of output layers. */
    @FunctionalInterface
    interface Source {

        /**
         * The arithmetic of a layer, to the numbers of the layer's own but for rounding; empty for layers of other kinds.
         *
         * <p>It is asked for any output layer but DL4J's linear one, so answer only for classes that you know. A subclass
         * of one of them may compute anything.
         *
         * @param layer in FLOAT, without dropout, weight noise and constraints; its batches are [b, D] and have no masks
         * @param gradients of its parameters by key, views of the network's gradient; those of parameters that are not
         *     trained are to be left alone
         */
        Optional<HeadArithmetic> of(Layer layer, Map<String, INDArray> gradients);
    }
}
