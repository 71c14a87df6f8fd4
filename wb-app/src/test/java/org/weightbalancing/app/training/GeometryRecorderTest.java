package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.model.geometry.FeatureGeometry;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.loss.CrossEntropy;

class GeometryRecorderTest {

    private static final float[] FEATURES = features();
    private static final int[] LABELS = {0, 0, 0, 1, 1, 1};

    @TempDir
    private Path folder;

    private final ComputationGraph network =
            ResNets.build(ResNetSpec.cifar(8, 2).width(2).seed(3), new CrossEntropy());

    private static float[] features() {
        float[] features = new float[6 * 8];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Math.sin(1 + i * i);
        }
        return features;
    }

    private GeometryRecorder recorder(Function<ComputationGraph, FeatureBank> second) {
        StageSettings stage =
                Yaml.read(Yaml.SMALLEST, "stages.features.epochs=2").stages().get(0);
        GeometryTables tables = GeometryTables.of(new RunDirectory(folder), "features", 2);
        return new GeometryRecorder(stage, new Probe(2, List.of(live -> half(0), second)), new int[] {30, 10}, tables);
    }

    /** The first or the second three of six items. */
    private static FeatureBank half(int half) {
        float[] features = Arrays.copyOfRange(FEATURES, half * 3 * 8, (half + 1) * 3 * 8);
        return FeatureBank.of(features, Arrays.copyOfRange(LABELS, half * 3, half * 3 + 3), 2);
    }

    private static EpochRecord epoch(int epoch) {
        return new EpochRecord(epoch, 0.5, 1.0, Double.NaN, 1, 100);
    }

    private List<String> table(String name) throws IOException {
        return Files.readAllLines(folder.resolve("geometry/features/" + name + ".csv"));
    }

    @Test
    void everyColumnHasTheMeasureOfItsName() throws IOException {
        GeometryRecorder recorder = recorder(live -> half(1));
        recorder.epochDone(epoch(0), network);
        recorder.epochDone(epoch(1), network);
        INDArray features = Nd4j.createFromArray(FEATURES).reshape(6, 8);
        FeatureGeometry expected = FeatureGeometry.of(features, LABELS, network);
        double[] measures = {
            expected.featureNorm(),
            expected.fisherRatio(),
            expected.interClassCosine(),
            expected.collapse().nc1(),
            expected.collapse().nc2Norms(),
            expected.collapse().nc2Angles(),
            expected.collapse().nc3(),
            expected.collapse().nc4()
        };
        StringBuilder line = new StringBuilder("1,6");
        for (double measure : measures) {
            line.append(',').append(Double.isNaN(measure) ? "" : Float.toString((float) measure));
        }
        assertThat(table("epochs"))
                .containsExactly(
                        "epoch,images,feature-norm,fisher-ratio,inter-class-cosine,nc1,nc2-norms,nc2-angles,nc3,nc4",
                        line.toString());
        assertThat(table("feature-norms")).hasSize(2).last().asString().startsWith("1,");
        assertThat(table("classifier-norms")).hasSize(3);
        assertThat(recorder.summary()).contains("beside 2.0 s of training");
    }

    // eta / |W|_F^2 for the convolution of the stem.
    @Test
    void theEffectiveLearningRateIsThatOfTheLayer() throws IOException {
        GeometryRecorder recorder = recorder(live -> half(1));
        recorder.epochDone(epoch(1), network);
        double norm = network.getParam("stem-conv_W").norm2Number().doubleValue();
        String[] stem = table("layers").get(1).split(",", -1);
        assertThat(stem[1]).isEqualTo("stem-conv");
        assertThat(Double.parseDouble(stem[7])).isCloseTo(0.5 / (norm * norm), Offset.offset(1e-6));
    }

    @Test
    void anInterruptionIsKeptForTheLoopAndLosesNoLine() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        GeometryRecorder recorder = recorder(live -> {
            if (calls.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for a batch");
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return half(1);
        });
        recorder.epochDone(epoch(1), network);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(2);
        assertThat(table("epochs")).hasSize(2);
    }

    @Test
    void aThreadInterruptedBeforeMeasuresFirst() throws IOException {
        Thread.currentThread().interrupt();
        recorder(live -> {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    return half(1);
                })
                .epochDone(epoch(1), network);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(table("epochs")).hasSize(2);
    }

    @Test
    void aCancellationByOthersIsPassedOn() {
        GeometryRecorder recorder = recorder(live -> {
            throw new CancellationException("by another");
        });
        assertThatThrownBy(() -> recorder.epochDone(epoch(1), network)).hasMessage("by another");
    }
}
