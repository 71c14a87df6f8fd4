package org.weightbalancing.model.head;

import static org.weightbalancing.model.Closeness.assertClose;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** A layer in a network of its own, its pass, and the gradients that it writes. */
record RunningHead(Layer layer, Map<String, INDArray> gradients, HeadPass pass) {

    private static final double TOLERANCE = 5e-6;

    static RunningHead of(Head head, int features, int classes) {
        Layer layer = alone(HeadOutputLayer.of(head, features, classes, new LossMCXENT()));
        Map<String, INDArray> gradients = views(layer);
        return new RunningHead(layer, gradients, HeadPass.of(layer, gradients).orElseThrow());
    }

    void move(long seed) {
        layer.paramTable()
                .forEach((key, value) -> value.addi(
                        HeadCases.normal(seed + key.hashCode(), DataType.FLOAT, value.rows(), value.columns())));
    }

    void set(String key, float[][] values) {
        layer.getParam(key).assign(Nd4j.createFromArray(values));
    }

    Map<String, INDArray> doubles() {
        Map<String, INDArray> doubles = new LinkedHashMap<>();
        layer.paramTable().forEach((key, value) -> doubles.put(key, value.castTo(DataType.DOUBLE)));
        return doubles;
    }

    void assertAsDefined(Head head, INDArray features, INDArray delta) {
        INDArray f = features.castTo(DataType.DOUBLE);
        int dimension = (int) features.size(1);
        int classes = (int) delta.size(1);
        Map<String, INDArray> expected = HeadCases.gradients(head, doubles(), dimension, classes);
        gradients.values().forEach(gradient -> gradient.assign(55));
        INDArray logits = pass.logits(features);
        assertClose(logits.castTo(DataType.DOUBLE), head.logits(f, doubles()), TOLERANCE, "logits");
        pass.backward(features, delta);
        head.backward(f, delta.castTo(DataType.DOUBLE), doubles(), expected);
        gradients.forEach((key, gradient) -> assertClose(
                gradient.castTo(DataType.DOUBLE),
                expected.getOrDefault(key, Nd4j.valueArrayOf(gradient.shape(), 55.0)),
                TOLERANCE,
                1,
                key));
    }

    static Layer alone(BaseOutputLayer layer) {
        return alone(layer, DataType.FLOAT);
    }

    static Layer alone(BaseOutputLayer layer, DataType type) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .graphBuilder()
                .addInputs("x")
                .addLayer("head", layer, "x")
                .setOutputs("head")
                .build());
        graph.init();
        return graph.getLayer("head");
    }

    static Map<String, INDArray> views(Layer layer) {
        INDArray flat = Nd4j.zeros(layer.params().dataType(), 1, layer.numParams());
        return layer.conf().getLayer().initializer().getGradientsFromFlattened(layer.conf(), flat);
    }
}
