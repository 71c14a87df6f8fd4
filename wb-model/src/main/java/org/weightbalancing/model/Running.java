package org.weightbalancing.model;

import java.util.Arrays;
import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.ConvolutionShape;
import org.weightbalancing.model.onednn.OneDnn;

/** What the running halves of layers have in common: how they are made ready, and what they take. */
final class Running {

    private Running() {}

    static <L extends BaseLayer<?>> L layer(
            L layer,
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize) {
        refuseDropout(layer);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(layer.layerConf().initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }

    /** The input as a layer of the type computes on it. */
    static INDArray input(INDArray array, DataType type) {
        return Contiguous.of(OneDnn.serves(type) ? array : Activations.channelsLast(array));
    }

    static ActivationShape inputShape(BaseLayer<?> layer, INDArray input, long channels) {
        if (input.rank() == 4 || ActivationShape.isBlocked(input)) {
            ActivationShape shape = ActivationShape.of(input);
            if (shape.channels() == channels) {
                return shape;
            }
        }
        throw new IllegalArgumentException("layer '" + layer.layerConf().getLayerName() + "' got an input of shape "
                + Arrays.toString(input.shape()) + ", but takes [batch, height, width, " + channels + "]");
    }

    static ConvolutionShape convolution(ConvolutionLayer layer, ActivationShape x, boolean intoBlocks, DataType type) {
        boolean blocked =
                (x.blocked() || intoBlocks) && layer.getNOut() % ActivationShape.BLOCK == 0 && OneDnn.blocks(type);
        return new ConvolutionShape(x, (int) layer.getNOut(), blocked, layer.getKernelSize()[0], layer.getStride()[0]);
    }

    private static void refuseDropout(BaseLayer<?> layer) {
        if (layer.layerConf().getIDropout() != null) {
            throw new IllegalArgumentException("layer '" + layer.layerConf().getLayerName() + "' has dropout "
                    + layer.layerConf().getIDropout() + ", which "
                    + layer.layerConf().getClass().getSimpleName() + " does not apply: put a DropoutLayer before it");
        }
    }
}
