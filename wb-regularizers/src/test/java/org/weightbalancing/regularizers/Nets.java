package org.weightbalancing.regularizers;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The small networks and batches that the tests of this module share. */
final class Nets {

    static final int CLASSES = 3;

    private Nets() {}

    /** A linear classifier with the given weights [class][dim] and bias, in a network of one layer. */
    static MultiLayerNetwork linear(DataType type, double[][] weights, double[] bias, IUpdater updater) {
        return linear(type, weights, bias, updater, LossFunction.MCXENT.getILossFunction());
    }

    static MultiLayerNetwork linear(
            DataType type, double[][] weights, double[] bias, IUpdater updater, ILossFunction loss) {
        MultiLayerConfiguration configuration = base(type, updater)
                .list()
                .validateOutputLayerConfig(false) // a single class is an edge worth testing
                .layer(output("classifier", weights[0].length, weights.length, loss))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        setClassifier(network.getLayer("classifier").getParam("W"), weights);
        network.getLayer("classifier").getParam("b").assign(Nd4j.create(new double[][] {bias}));
        return network;
    }

    static MultiLayerNetwork linear(DataType type, double[][] weights) {
        return linear(type, weights, new double[weights.length], new Sgd(0.1));
    }

    /** Images [b, 1, 4, 4] -> convolution "conv" -> batch norm "bn" -> dense "features" -> "classifier". */
    static MultiLayerNetwork layered(DataType type, NeuralNetConfiguration.Builder builder) {
        MultiLayerNetwork network = new MultiLayerNetwork(builder.dataType(type)
                .list()
                .layer(convolution())
                .layer(new BatchNormalization.Builder().name("bn").build())
                .layer(dense())
                .layer(output("classifier", 4, CLASSES))
                .setInputType(InputType.convolutional(4, 4, 1))
                .build());
        network.init();
        return network;
    }

    static MultiLayerNetwork layered(DataType type) {
        return layered(type, base(type, new Sgd(0.1)));
    }

    /** The same network as {@link #layered}, as a graph; its batch norm keeps the variance, not the log deviation. */
    static ComputationGraph graph(DataType type, NeuralNetConfiguration.Builder builder) {
        ComputationGraphConfiguration configuration = builder.dataType(type)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(4, 4, 1))
                .addLayer("conv", convolution(), "input")
                .addLayer(
                        "bn", new BatchNormalization.Builder().useLogStd(false).build(), "conv")
                .addLayer("features", dense(), "bn")
                .addLayer("classifier", output("classifier", 4, CLASSES), "features")
                .setOutputs("classifier")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    static ComputationGraph graph(DataType type) {
        return graph(type, base(type, new Sgd(0.1)));
    }

    static NeuralNetConfiguration.Builder base(DataType type, IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(7).dataType(type).updater(updater);
    }

    static DataSet batch(DataType type, int size) {
        INDArray features = Nd4j.create(type, size, 1, 4, 4);
        INDArray labels = Nd4j.create(type, size, CLASSES);
        for (int i = 0; i < size; i++) {
            for (int pixel = 0; pixel < 16; pixel++) {
                features.putScalar(new int[] {i, 0, pixel / 4, pixel % 4}, Math.sin(1 + i * 16 + pixel));
            }
            labels.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(features, labels);
    }

    /** Vectors of two numbers for {@link #linear}. */
    static DataSet pairs(DataType type, int size) {
        INDArray labels = Nd4j.zeros(type, size, CLASSES);
        labels.getColumn(0).assign(1);
        return new DataSet(Nd4j.ones(type, size, 2), labels);
    }

    static double[][] classifier(INDArray dense) {
        return dense.transpose().castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    private static void setClassifier(INDArray dense, double[][] weights) {
        dense.assign(Nd4j.create(weights).transpose());
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(3, 3).name("conv").nOut(2).build();
    }

    private static DenseLayer dense() {
        return new DenseLayer.Builder()
                .name("features")
                .nOut(4)
                .activation(Activation.TANH)
                .build();
    }

    private static OutputLayer output(String name, int in, int out) {
        return output(name, in, out, LossFunction.MCXENT.getILossFunction());
    }

    private static OutputLayer output(String name, int in, int out, ILossFunction loss) {
        return new OutputLayer.Builder(loss)
                .name(name)
                .nIn(in)
                .nOut(out)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
