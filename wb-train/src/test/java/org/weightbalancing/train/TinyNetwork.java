package org.weightbalancing.train;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.train.loss.CrossEntropy;

/** Small networks and data that the tests share. */
public final class TinyNetwork {

    public static final int INPUTS = 3;
    public static final int HIDDEN = 4;
    public static final int CLASSES = 3;

    private TinyNetwork() {}

    /** input [b, 3] -> dense "features" [b, 4], tanh -> "classifier" [b, 3], softmax. */
    public static ComputationGraph dense(DataType type, ILossFunction loss, IUpdater updater) {
        return build(type, updater, builder -> builder.addLayer("features", hidden(), "input")
                .addLayer("classifier", output(loss), "features"));
    }

    /** As dense, with a batch normalization in between; the layers start with Adam as their updater. */
    public static ComputationGraph normalized() {
        return normalized(
                new BatchNormalization.Builder().nIn(HIDDEN).nOut(HIDDEN).build());
    }

    /** As dense, with a layer "norm" in between. */
    static ComputationGraph normalized(BatchNormalization norm) {
        return build(DataType.FLOAT, new Adam(0.5), builder -> builder.addLayer("features", hidden(), "input")
                .addLayer("norm", norm, "features")
                .addLayer("classifier", output(new LossMCXENT()), "norm"));
    }

    /** input [b, inputs] -> "classifier" [b, classes], softmax. */
    public static ComputationGraph linear(DataType type, int inputs, int classes) {
        return build(
                type,
                new Adam(0.5),
                builder -> builder.addLayer(
                        "classifier",
                        new OutputLayer.Builder(new LossMCXENT())
                                .activation(Activation.SOFTMAX)
                                .nIn(inputs)
                                .nOut(classes)
                                .build(),
                        "input"));
    }

    /** Rows of three clusters, labels i mod 3. */
    public static FeatureBank bank(int rows) {
        float[] features = new float[rows * INPUTS];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % CLASSES;
            for (int d = 0; d < INPUTS; d++) {
                features[i * INPUTS + d] = (d == labels[i] ? 1f : 0f) + (float) Math.sin(i * 7.0 + d * 3.0) / 2;
            }
        }
        return FeatureBank.of(features, labels, CLASSES);
    }

    /** Shuffled batches of the clusters. */
    static FeatureBatches batches(int rows, int batch) {
        return FeatureBatches.shuffled(bank(rows), batch, 3);
    }

    /** A stage of cross-entropy at a constant rate. */
    static Stage stage(int epochs, double rate, CheckpointPolicy policy) {
        return new Stage("stage", epochs, new ConstantSchedule(rate), 0.9, new CrossEntropy(), policy);
    }

    private static ComputationGraph build(DataType type, IUpdater updater, UnaryOperator<GraphBuilder> layers) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(updater)
                .biasUpdater(updater.clone())
                .graphBuilder()
                .addInputs("input");
        ComputationGraph graph = new ComputationGraph(
                layers.apply(builder).setOutputs("classifier").build());
        graph.init();
        return graph;
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder()
                .activation(Activation.TANH)
                .nIn(INPUTS)
                .nOut(HIDDEN)
                .build();
    }

    private static OutputLayer output(ILossFunction loss) {
        return new OutputLayer.Builder(loss)
                .activation(Activation.SOFTMAX)
                .nIn(HIDDEN)
                .nOut(CLASSES)
                .build();
    }
}
