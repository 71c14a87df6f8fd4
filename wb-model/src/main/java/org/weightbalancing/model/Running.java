package org.weightbalancing.model;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes the running half of a layer ready, in the order that DL4J expects. */
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

    private static void refuseDropout(BaseLayer<?> layer) {
        if (layer.layerConf().getIDropout() != null) {
            throw new IllegalArgumentException("layer '" + layer.layerConf().getLayerName() + "' has dropout "
                    + layer.layerConf().getIDropout() + ", which "
                    + layer.layerConf().getClass().getSimpleName() + " does not apply: put a DropoutLayer before it");
        }
    }
}
