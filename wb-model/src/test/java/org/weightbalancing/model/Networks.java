package org.weightbalancing.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Networks, batches and what is asked of them in more than one test. */
final class Networks {

    private Networks() {}

    /** A network whose every parameter has the updater. */
    static ComputationGraph build(ResNetSpec spec, IUpdater updater) {
        ComputationGraphConfiguration configuration = ResNets.configuration(spec, new LossMCXENT());
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                BaseLayer conf = (BaseLayer) layer.getLayerConf().getLayer();
                conf.setIUpdater(updater);
                conf.setBiasUpdater(updater);
            }
        });
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    /** The network of the configuration with the other's parameters, in DOUBLE. */
    static ComputationGraph doubleOf(ComputationGraphConfiguration configuration, ComputationGraph network) {
        ComputationGraph doubles = new ComputationGraph(configuration);
        doubles.init();
        doubles.params().assign(network.params().castTo(DataType.DOUBLE));
        return doubles;
    }

    /** Normal images and any labels, the same for the same seed. */
    static DataSet batch(long seed, int size, ResNetSpec spec) {
        return new DataSet(
                images(seed, size, spec.height(), spec.imageWidth(), spec.channels()),
                labels(seed, size, spec.classes()));
    }

    static INDArray images(long seed, int... shape) {
        long[] sizes = java.util.Arrays.stream(shape).asLongStream().toArray();
        return new Draws(seed).normal(sizes);
    }

    static INDArray labels(long seed, int size, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, size, classes);
        for (int i = 0; i < size; i++) {
            labels.putScalar(i, random.nextInt(classes), 1);
        }
        return labels;
    }

    /** Copies of the gradients of the batch's loss, summed over it, after one pass forth and back. */
    static Map<String, INDArray> gradients(ComputationGraph network, DataSet batch, DataType type) {
        network.setInputs(batch.getFeatures().castTo(type));
        network.setLabels(batch.getLabels().castTo(type));
        network.computeGradientAndScore();
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        network.gradient().gradientForVariable().forEach((name, gradient) -> gradients.put(name, gradient.dup()));
        return gradients;
    }
}
