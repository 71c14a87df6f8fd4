package org.weightbalancing.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.weightbalancing.model.LayerPath;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.FlatUpdater;
import org.weightbalancing.train.HeavyBall;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * A network in this process. Its steps have one batch of random images, which stays the same; a training step is
 * cross-entropy, weight decay 5e-4 on every parameter and the heavy ball (rate 0.01, momentum 0.9).
 */
public final class NetworkContestant implements Contestant {

    private static final double RATE = 0.01;
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 5e-4;
    private static final double NANOSECONDS = 1e9;

    private final ComputationGraph network;
    private final DataSet batch;
    private final Inference inference;
    private ComputationGraph inferring;
    private boolean agrees;

    private NetworkContestant(ComputationGraph network, DataSet batch, Inference inference) {
        this.network = network;
        this.batch = batch;
        this.inference = inference;
        this.inferring = network;
    }

    /** A network of wb's layers, updated and folded for inference as wb does; so many images at a time, at least 1. */
    public static NetworkContestant wb(ResNetSpec spec, int images) {
        ComputationGraph network = trainable(ResNets.configuration(spec, new CrossEntropy()));
        network.setUpdater(new FlatUpdater(network));
        return new NetworkContestant(network, batch(spec, images), Inference.FOLDED);
    }

    /**
     * The same network, with the parameters it has now, of DL4J's own layers and updated DL4J's way; both make one
     * training step, of which the losses must agree.
     *
     * @throws IllegalStateException if they differ by more than {@value StockTwin#TOLERANCE}
     */
    public NetworkContestant stock() {
        ComputationGraph stock = trainable(StockTwin.of(network.getConfiguration(), images()));
        network.paramTable().forEach((name, value) -> stock.getParam(name).assign(value));
        network.fit(batch);
        stock.fit(batch);
        StockTwin.requireAgreement(network.score(), stock.score());
        return new NetworkContestant(stock, batch, Inference.SAME);
    }

    /** The network that makes the steps. */
    public ComputationGraph network() {
        return network;
    }

    /**
     * By what each of wb's convolutions was computed in the last forward pass of a task, by the layer's name, from the
     * first to the last: {@code winograd}, {@code direct} or {@code nd4j}; none before the first step.
     */
    public Map<String, String> convolutions(Task task) {
        Map<String, String> paths = new LinkedHashMap<>();
        LayerPath.of(task == Task.TRAIN ? network : inferring)
                .forEach((layer, path) -> paths.put(layer, path.name().toLowerCase(Locale.ROOT)));
        return paths;
    }

    @Override
    public List<Double> imagesPerSecond(Task task, int steps) {
        return imagesPerSecond(task, steps, batch.numExamples(), step(task), System::nanoTime);
    }

    /** The speeds of steps of so many images, by a clock in nanoseconds. */
    static List<Double> imagesPerSecond(Task task, int steps, int images, DoubleSupplier step, LongSupplier nanoTime) {
        List<Double> speeds = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while measuring");
            }
            long start = nanoTime.getAsLong();
            double outcome = step.getAsDouble();
            speeds.add(images * NANOSECONDS / (nanoTime.getAsLong() - start));
            if (!Double.isFinite(outcome)) {
                throw new IllegalStateException("a step of " + task + " gives " + outcome);
            }
        }
        return speeds;
    }

    private DoubleSupplier step(Task task) {
        if (task == Task.TRAIN) {
            return () -> {
                network.fit(batch);
                return network.score();
            };
        }
        inferring = inference.of(network);
        if (!agrees) {
            Inference.requireAgreement(network, inferring, firstImage());
            agrees = true;
        }
        return () -> inferring.outputSingle(batch.getFeatures()).getDouble(0);
    }

    private INDArray firstImage() {
        return batch.getFeatures().get(NDArrayIndex.interval(0, 1)).dup();
    }

    private InputType images() {
        long[] shape = batch.getFeatures().shape();
        return InputType.convolutional(shape[1], shape[2], shape[3], CNN2DFormat.NHWC);
    }

    private static ComputationGraph trainable(ComputationGraphConfiguration configuration) {
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex found && found.getLayerConf().getLayer() instanceof BaseLayer layer) {
                layer.setIUpdater(new HeavyBall(RATE, MOMENTUM));
                layer.setBiasUpdater(null);
            }
        });
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        network.addListeners(
                new RegularizerListener(new WeightDecay(WEIGHT_DECAY), ParameterFilter.all(), Cadence.EVERY_STEP));
        return network;
    }

    private static DataSet batch(ResNetSpec spec, int images) {
        Random random = new Random(0);
        float[] pixels = new float[images * spec.height() * spec.imageWidth() * spec.channels()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        INDArray features =
                Nd4j.createFromArray(pixels).reshape(images, spec.height(), spec.imageWidth(), spec.channels());
        INDArray labels = Nd4j.zeros(DataType.FLOAT, images, spec.classes());
        for (int i = 0; i < images; i++) {
            labels.putScalar(i, i % spec.classes(), 1);
        }
        return new DataSet(features, labels);
    }
}
