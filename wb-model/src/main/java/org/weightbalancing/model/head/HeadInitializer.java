package org.weightbalancing.model.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.weightbalancing.model.head.HeadParameter.Role;

/** Tells DL4J what the parameters of a {@link HeadOutputLayer} are, and cuts them out of a network's flat array. */
final class HeadInitializer implements ParamInitializer {

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return parameters(layer).stream().mapToLong(HeadParameter::length).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return parameters(layer).stream().map(HeadParameter::key).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return keys(layer, Role.WEIGHT);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return keys(layer, Role.BIAS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return biasKeys(layer).contains(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
        Map<String, INDArray> views = views(conf, flat);
        views.keySet().forEach(conf::addVariable);
        if (initialize) {
            SplittableRandom random = new SplittableRandom(conf.getSeed());
            for (HeadParameter parameter : parameters(conf.getLayer())) {
                parameter.start().fill(views.get(parameter.key()), random);
            }
        }
        return views;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray flat) {
        return views(conf, flat);
    }

    private static Map<String, INDArray> views(NeuralNetConfiguration conf, INDArray flat) {
        INDArray line = flat.reshape(flat.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        long start = 0;
        for (HeadParameter parameter : parameters(conf.getLayer())) {
            long end = start + parameter.length();
            views.put(
                    parameter.key(),
                    line.get(NDArrayIndex.interval(start, end)).reshape('f', parameter.rows(), parameter.columns()));
            start = end;
        }
        return views;
    }

    private static List<String> keys(Layer layer, Role role) {
        return parameters(layer).stream()
                .filter(parameter -> parameter.role() == role)
                .map(HeadParameter::key)
                .toList();
    }

    private static List<HeadParameter> parameters(Layer layer) {
        return ((HeadOutputLayer) layer).parameters();
    }
}
