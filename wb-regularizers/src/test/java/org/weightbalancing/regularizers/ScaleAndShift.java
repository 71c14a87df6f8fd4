package org.weightbalancing.regularizers;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = gamma x + beta: a layer that is no BatchNormalization of DL4J but names its parameters like one. */
final class ScaleAndShift extends SameDiffLayer {

    private static final long serialVersionUID = 1L;

    private final int size;

    ScaleAndShift(int size) {
        this.size = size;
    }

    @Override
    public SDVariable defineLayer(
            SameDiff graph, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
        return input.mul(parameters.get("gamma")).add(parameters.get("beta"));
    }

    @Override
    public void defineParameters(SDLayerParams parameters) {
        parameters.addWeightParam("gamma", 1, size);
        parameters.addBiasParam("beta", 1, size);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> parameters) {
        parameters.get("gamma").assign(1);
        parameters.get("beta").assign(0);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return inputType;
    }
}
