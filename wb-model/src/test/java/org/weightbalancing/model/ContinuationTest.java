package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** A run that was saved at any step and read again ends bit for bit where the uninterrupted one does. */
class ContinuationTest {

    private static final int STEPS = 12;
    private static final int RESTORE_POINTS = 24;

    @TempDir
    private Path folder;

    /** Who writes and reads the file. */
    enum File {
        MODEL_SERIALIZER {
            @Override
            ComputationGraph thereAndBack(ComputationGraph network, Path file) throws IOException {
                ModelSerializer.writeModel(network, file.toFile(), true);
                return ModelSerializer.restoreComputationGraph(file.toFile(), true);
            }
        },
        CHECKPOINTS {
            @Override
            ComputationGraph thereAndBack(ComputationGraph network, Path file) {
                Checkpoints.write(network, file);
                return Checkpoints.read(file);
            }
        };

        abstract ComputationGraph thereAndBack(ComputationGraph network, Path file) throws IOException;
    }

    /** Networks by blocks of channels and without. */
    private static List<ResNetSpec> specs() {
        ResNetSpec narrow = new ResNetSpec(List.of(1, 1), 4, Shortcut.PROJECTION, 4, 8, 8, 3, 1, DataType.FLOAT);
        return List.of(narrow, narrow.width(32).shortcut(Shortcut.PAD));
    }

    @ParameterizedTest
    @EnumSource
    void aRestoredRunEndsWhereTheUninterruptedOneDoes(File file) throws IOException {
        for (ResNetSpec spec : specs()) {
            ComputationGraph uninterrupted = start(spec);
            train(uninterrupted, spec, 0, STEPS);
            assertThat(state(uninterrupted).amaxNumber().doubleValue()).isPositive();
            int[] points = new SplittableRandom(8)
                    .ints(RESTORE_POINTS / 2, 1, STEPS)
                    .sorted()
                    .toArray();
            ComputationGraph saved = start(spec);
            List<ComputationGraph> restored = new ArrayList<>();
            for (int i = 0; i < points.length; i++) {
                train(saved, spec, i == 0 ? 0 : points[i - 1], points[i]);
                restored.add(file.thereAndBack(saved, folder.resolve(spec.width() + "-" + i + ".zip")));
            }
            train(saved, spec, points[points.length - 1], STEPS);
            assertEquals(saved, uninterrupted, "saved on the way");
            for (int i = 0; i < points.length; i++) {
                train(restored.get(i), spec, points[i], STEPS);
                assertEquals(restored.get(i), uninterrupted, "restored at step " + points[i]);
            }
        }
    }

    private static void assertEquals(ComputationGraph actual, ComputationGraph expected, String name) {
        assertThat(actual.params().toFloatVector())
                .as("parameters, " + name)
                .isEqualTo(expected.params().toFloatVector());
        assertThat(state(actual).toFloatVector())
                .as("updater state, " + name)
                .isEqualTo(state(expected).toFloatVector());
        assertThat(actual.getIterationCount()).as(name).isEqualTo(STEPS);
    }

    private static INDArray state(ComputationGraph network) {
        return network.getUpdater().getUpdaterStateViewArray();
    }

    // Momentum is in the state, the rate follows the count of steps: both must be in the file.
    private static ComputationGraph start(ResNetSpec spec) {
        ExponentialSchedule rate = new ExponentialSchedule(ScheduleType.ITERATION, 0.05, 0.95);
        return Networks.build(spec, new Nesterovs(rate, 0.9));
    }

    private static void train(ComputationGraph network, ResNetSpec spec, int from, int to) {
        for (int step = from; step < to; step++) {
            network.fit(Networks.batch(step, step % 3 == 2 ? 3 : 5, spec));
        }
    }
}
