package org.weightbalancing.model.head;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running half of {@link HeadOutputLayer}. */
final class HeadLayer extends BaseOutputLayer<HeadOutputLayer> {

    private static final long serialVersionUID = 1;

    HeadLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        refuse("dropout", layerConf().getIDropout(), ": put a DropoutLayer before it");
        refuse("weight noise", layerConf().getWeightNoise(), "");
    }

    @Override
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        INDArray logits = layerConf().getHead().logits(features(), params);
        if (maskArray != null) {
            applyMask(logits);
        }
        return memory.leverageTo(ArrayType.ACTIVATIONS, logits);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        INDArray delta = layerConf()
                .getLossFn()
                .computeGradient(
                        getLabels2d(memory, ArrayType.BP_WORKING_MEM),
                        preOutput2d(true, memory),
                        layerConf().getActivationFn(),
                        maskArray);
        Map<String, INDArray> trained = trainedGradients();
        INDArray next = layerConf().getHead().backward(features(), delta, params, trained);
        Gradient gradient = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach(gradient::setGradientFor);
        return new Pair<>(gradient, memory.leverageTo(ArrayType.ACTIVATION_GRAD, next));
    }

    private Map<String, INDArray> trainedGradients() {
        Map<String, INDArray> trained = new LinkedHashMap<>(gradientViews);
        trained.keySet().removeIf(key -> !layerConf().isTrained(key));
        gradientViews.forEach((key, view) -> {
            if (!trained.containsKey(key)) {
                view.assign(0);
            }
        });
        return trained;
    }

    @Override
    public boolean updaterDivideByMinibatch(String key) {
        return layerConf().isTrained(key);
    }

    @Override
    protected INDArray getLabels2d(LayerWorkspaceMgr memory, ArrayType kind) {
        return labels;
    }

    private INDArray features() {
        if (input.rank() != 2 || input.size(1) != layerConf().getNIn()) {
            throw new IllegalArgumentException(
                    "layer '" + layerConf().getLayerName() + "' got an input of shape " + Arrays.toString(input.shape())
                            + ", but takes [batch, " + layerConf().getNIn() + "]");
        }
        return input.castTo(dataType);
    }

    private void refuse(String what, Object setting, String instead) {
        if (setting != null) {
            throw new IllegalArgumentException("layer '" + layerConf().getLayerName() + "' has " + what + " " + setting
                    + ", which HeadOutputLayer does not apply" + instead);
        }
    }
}
