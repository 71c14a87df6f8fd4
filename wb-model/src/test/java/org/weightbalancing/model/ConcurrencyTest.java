package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.RepeatedTest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Networks that run side by side, each in its own thread, do bit for bit what they do one after the other. */
class ConcurrencyTest {

    private static final int STEPS = 8;
    private static final ResNetSpec BLOCKED =
            new ResNetSpec(List.of(1, 1), 32, Shortcut.PAD, 4, 8, 8, 3, 1, DataType.FLOAT);
    private static final ResNetSpec LOOSE =
            new ResNetSpec(List.of(1, 1, 1), 12, Shortcut.PROJECTION, 4, 9, 11, 3, 2, DataType.FLOAT);

    @RepeatedTest(2)
    void networksOfDifferentShapesTrainSideBySide() throws InterruptedException, ExecutionException {
        assertSideBySideAsAlone(List.of(() -> trained(BLOCKED), () -> trained(LOOSE)));
    }

    @RepeatedTest(2)
    void networksOfOneShapeTrainSideBySide() throws InterruptedException, ExecutionException {
        assertSideBySideAsAlone(
                List.of(() -> trained(BLOCKED), () -> trained(BLOCKED.seed(9)), () -> trained(BLOCKED)));
    }

    @RepeatedTest(2)
    void networksTrainWhileAnotherIsEvaluated() throws InterruptedException, ExecutionException {
        assertSideBySideAsAlone(List.of(
                () -> trained(BLOCKED), () -> trained(LOOSE), () -> evaluated(BLOCKED.seed(3)), () -> folded(LOOSE)));
    }

    private static void assertSideBySideAsAlone(List<Callable<INDArray>> runs)
            throws InterruptedException, ExecutionException {
        List<INDArray> alone = new ArrayList<>();
        for (Callable<INDArray> run : runs) {
            alone.addAll(inThreads(List.of(run)));
        }
        List<INDArray> sideBySide = inThreads(runs);
        for (int i = 0; i < runs.size(); i++) {
            assertThat(sideBySide.get(i).toFloatVector())
                    .as("network " + i)
                    .isEqualTo(alone.get(i).toFloatVector())
                    .doesNotContain(Float.NaN);
        }
    }

    private static List<INDArray> inThreads(List<Callable<INDArray>> runs)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        CyclicBarrier start = new CyclicBarrier(runs.size());
        try {
            List<Future<INDArray>> futures = new ArrayList<>();
            for (Callable<INDArray> run : runs) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return run.call();
                }));
            }
            List<INDArray> results = new ArrayList<>();
            for (Future<INDArray> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static INDArray trained(ResNetSpec spec) {
        ComputationGraph network = Networks.build(spec, new Nesterovs(0.02, 0.9));
        for (int step = 0; step < STEPS; step++) {
            network.fit(Networks.batch(step, 3 + step % 2, spec));
        }
        return network.params();
    }

    private static INDArray evaluated(ResNetSpec spec) {
        return outputs(Networks.build(spec, new Nesterovs(0.02, 0.9)), spec);
    }

    private static INDArray folded(ResNetSpec spec) {
        return outputs(InferenceNetwork.of(Networks.build(spec, new Nesterovs(0.02, 0.9))), spec);
    }

    // A weighted sum over many batches, in which a single wrong pass shows.
    private static INDArray outputs(ComputationGraph network, ResNetSpec spec) {
        INDArray sum = Nd4j.zeros(DataType.FLOAT, 4, spec.classes());
        for (int step = 0; step < 2 * STEPS; step++) {
            DataSet batch = Networks.batch(step, 4, spec);
            sum.addi(network.outputSingle(batch.getFeatures()).mul(step + 1));
        }
        return sum.reshape(sum.length());
    }
}
