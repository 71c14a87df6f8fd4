package org.weightbalancing.app.system;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.ConfusionMatrix;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * Trains a small ResNet for two steps, writes and reads it back, and names the module of one class of each part of wb:
 * whether an installation is whole, in seconds.
 */
public final class SelfTest {
    private static final int CLASSES = 4;
    private static final int BATCH = 8;
    private static final int SIDE = 32;
    private static final int STEPS = 2;
    private static final long SEED = 1;
    private static final double LEARNING_RATE = 0.05;

    private SelfTest() {}

    /**
     * Prints the modules, the backend, the loss before each step and whether the network survived being written.
     *
     * @param arguments none are read
     * @throws IOException if the network cannot be written to memory
     */
    public static void main(String[] arguments) throws IOException {
        run(System.out);
    }

    private static void run(PrintStream out) throws IOException {
        ModuleLayer layer = ModuleLayer.boot();
        layer.modules().stream()
                .filter(module -> module.getName().startsWith("org.weightbalancing."))
                .sorted(Comparator.comparing(Module::getName))
                .map(module -> module.getName() + (module.getDescriptor().isAutomatic() ? " automatic" : " explicit"))
                .forEach(out::println);
        for (Class<?> type : List.of(
                SelfTest.class,
                ImageSet.class,
                ConfusionMatrix.class,
                ResNets.class,
                Regularizer.class,
                CrossEntropy.class)) {
            out.println(type.getName() + " in " + type.getModule());
        }
        out.println("backend " + Backend.start());
        train(out);
    }

    private static void train(PrintStream out) throws IOException {
        ComputationGraph graph = ResNets.build(ResNetSpec.cifar(8, CLASSES), new CrossEntropy());
        graph.setLearningRate(LEARNING_RATE);
        // The same images wherever it runs: for others a step might be too long.
        Nd4j.getRandom().setSeed(SEED);
        INDArray images = Nd4j.rand(DataType.FLOAT, BATCH, SIDE, SIDE, 3);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        for (int step = 0; step < STEPS; step++) {
            graph.fit(new INDArray[] {images}, new INDArray[] {labels});
            out.println("loss " + graph.score());
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, written, true);
        ComputationGraph read =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(written.toByteArray()), true);
        out.println("restored " + read.params().equals(graph.params()));
    }
}
