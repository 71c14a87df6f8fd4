package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Training needs no more native memory after many steps than after a few. */
class NativeMemoryTest {

    private static final int WARM_UP = 140;
    private static final int ROUNDS = 10;
    private static final int STEPS_OF_ROUND = 40;

    // Measured: JavaCPP's own count grows by some kB at most. The process grows by up to 0.7 MB in half of the rounds
    // and by up to 22 MB in others, by Java's own first touches, which are the more the larger its heap. When plans
    // that layers have forgotten are not destroyed, it grows by 9 MB and more in almost each.
    private static final long ALLOCATED = 200_000;
    private static final long RESIDENT_OF_ROUND = 4_000_000;

    /** Two sizes find their plans again; seven are more than layers remember, so that plans come and go. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void trainingOnBatchesOfDifferentSizesKeepsItsSize(int sizes) throws InterruptedException {
        ResNetSpec spec = new ResNetSpec(List.of(1, 1), 32, Shortcut.PAD, 4, 8, 8, 3, 1, DataType.FLOAT);
        ComputationGraph network = Networks.build(spec, new Sgd(0.01));
        DataSet[] batches = new DataSet[sizes];
        for (int i = 0; i < sizes; i++) {
            batches[i] = Networks.batch(i, 8 - i, spec);
        }
        train(network, batches, WARM_UP);
        collectGarbage();
        long allocated = Pointer.totalBytes();
        long[] growths = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long resident = Pointer.physicalBytes();
            long heap = Runtime.getRuntime().totalMemory();
            train(network, batches, STEPS_OF_ROUND);
            collectGarbage();
            long heapGrowth = Math.max(0, Runtime.getRuntime().totalMemory() - heap);
            growths[round] = Pointer.physicalBytes() - resident - heapGrowth;
        }
        assertThat(Pointer.totalBytes() - allocated)
                .as("growth of what JavaCPP allocated")
                .isLessThanOrEqualTo(ALLOCATED);
        assertThat(Arrays.stream(growths)
                        .sorted()
                        .skip(ROUNDS / 2 - 1)
                        .findFirst()
                        .orElseThrow())
                .as("median growth of the process in a round of %s", Arrays.toString(growths))
                .isLessThanOrEqualTo(RESIDENT_OF_ROUND);
    }

    private static void train(ComputationGraph network, DataSet[] batches, int steps) {
        for (int step = 0; step < steps; step++) {
            network.fit(batches[step % batches.length]);
        }
    }

    // What is no longer reachable is freed by cleaners that run after the collector, in threads of their own.
    private static void collectGarbage() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50);
        }
    }
}
