package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.OneDnn;

/** Activations in blocks of sixteen channels hold the values that they would hold channels last. */
class BlockedActivationsTest {

    // Some ten layers deep; each adds a rounding of a few 1e-7.
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    // Views cannot be closed, and the arrays that share a place in memory with others are views.
    @Test
    void featuresCanBeClosedWithoutWorkspaces() {
        ComputationGraph network = ResNets.build(
                new ResNetSpec(List.of(1, 1), 16, Shortcut.PAD, 4, 8, 8, 3, 1, DataType.FLOAT), new LossMCXENT());
        network.getConfiguration().setInferenceWorkspaceMode(WorkspaceMode.NONE);
        INDArray features = network.feedForward(Nd4j.ones(DataType.FLOAT, 2, 8, 8, 3), false)
                .get(LayerNames.FEATURES);
        assertThat(features.closeable()).isTrue();
    }

    @Test
    void orderOfMemoryThereAndBackIsTheIdentity() {
        for (long seed = 0; seed < 200; seed++) {
            Draws draws = new Draws(seed);
            ActivationShape shape = new ActivationShape(
                    draws.between(1, 4), draws.between(1, 6), draws.between(1, 6), 16L * draws.between(1, 4), false);
            INDArray plain = draws.normal(shape.sizes());
            ActivationShape inBlocks = shape.inBlocks(true);
            INDArray blocked = inBlocks.fit(plain);
            assertThat(blocked.shape()).isEqualTo(inBlocks.sizes());
            assertThat(ActivationShape.of(plain)).isEqualTo(shape);
            assertThat(ActivationShape.of(blocked)).isEqualTo(inBlocks);
            assertThat(inBlocks.length()).isEqualTo(blocked.length());
            assertThat(shape.fit(blocked)).as("%s", shape).isEqualTo(plain);
            assertThat(shape.fit(plain)).isSameAs(plain);
            assertThat(inBlocks.fit(blocked)).isSameAs(blocked);
            assertThat(Activations.channelsLast(blocked)).isEqualTo(plain);
        }
    }

    @Test
    void aChannelLiesWhereItIsSaidTo() {
        INDArray plain = new Draws(1).normal(2, 3, 5, 48);
        INDArray blocked = new ActivationShape(2, 3, 5, 48, true).fit(plain);
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 5; j++) {
                    for (int c = 0; c < 48; c++) {
                        assertThat(blocked.getFloat(b, c / 16, i, j, c % 16)).isEqualTo(plain.getFloat(b, i, j, c));
                    }
                }
            }
        }
    }

    @Test
    void featuresAreTakenAsTheyAreAndOtherRanksAreNoActivation() {
        INDArray features = Nd4j.ones(DataType.FLOAT, 2, 16);
        assertThat(Activations.channelsLast(features)).isSameAs(features);
        assertThatThrownBy(() -> ActivationShape.of(features))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an activation of shape [2, 16], but [batch, height, width, channels] is required");
        assertThatThrownBy(() -> ActivationShape.of(Nd4j.ones(DataType.FLOAT, 2, 3, 4, 5, 6)))
                .hasMessageContaining("[2, 3, 4, 5, 6]");
    }

    // Odd pictures lead the steps of a shortcut past the last row; 24 channels fill no whole blocks.
    @ParameterizedTest
    @CsvSource({
        "16, PAD, 8, 8",
        "16, PROJECTION, 8, 8",
        "32, PAD, 9, 7",
        "16, PROJECTION, 5, 11",
        "24, PAD, 6, 6",
        "8, PAD, 9, 9"
    })
    void everyActivationOfANetworkEqualsThatInDouble(int width, Shortcut shortcut, int height, int columns) {
        ResNetSpec spec = new ResNetSpec(List.of(1, 1, 1), width, shortcut, 5, height, columns, 3, 7, DataType.FLOAT);
        ComputationGraph floats = Networks.build(spec, new Sgd(0.1));
        floats.fit(Networks.batch(1, 4, spec));
        ComputationGraph doubles =
                Networks.doubleOf(ResNets.configuration(spec.type(DataType.DOUBLE), new LossMCXENT()), floats);
        INDArray images = Networks.images(2, 3, height, columns, 3);
        Map<String, INDArray> expected = doubles.feedForward(images.castTo(DataType.DOUBLE), false);
        Map<String, INDArray> actual = floats.feedForward(images, false);
        assertThat(actual).hasSameSizeAs(expected);
        actual.forEach((name, activation) ->
                assertClose(Activations.channelsLast(activation), expected.get(name), TOLERANCE, name));

        long blocked =
                actual.values().stream().filter(ActivationShape::isBlocked).count();
        boolean any = OneDnn.blocks(DataType.FLOAT) && width % 16 == 0;
        assertThat(blocked > 0).as("activations in blocks").isEqualTo(any);
    }

    @Test
    void aModelSavedBeforeThereWereBlocksComputesTheSame() throws IOException {
        ResNetSpec spec = new ResNetSpec(List.of(1, 1), 16, Shortcut.PAD, 5, 8, 8, 3, 7, DataType.FLOAT);
        ComputationGraph network = Networks.build(spec, new Sgd(0.1));
        network.fit(Networks.batch(1, 4, spec));
        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        forgetBlocks(file);

        ComputationGraph old = Checkpoints.read(file);
        INDArray images = Networks.images(2, 3, 8, 8, 3);
        assertThat(old.params()).isEqualTo(network.params());
        Map<String, INDArray> expected = network.feedForward(images, false);
        old.feedForward(images, false).forEach((name, activation) -> {
            assertThat(ActivationShape.isBlocked(activation)).as(name).isFalse();
            assertClose(activation, Activations.channelsLast(expected.get(name)), TOLERANCE, name);
        });
        Map<String, INDArray> gradients = Networks.gradients(network, Networks.batch(3, 4, spec), DataType.FLOAT);
        Networks.gradients(old, Networks.batch(3, 4, spec), DataType.FLOAT)
                .forEach((name, gradient) -> assertClose(gradient, gradients.get(name), 1e-4, 1e-6, name));
    }

    private static void forgetBlocks(Path file) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
            Path json = zip.getPath("configuration.json");
            String configuration = Files.readString(json);
            String older = configuration.replaceAll("\"blocked\"\\s*:\\s*(true|false)\\s*,?", "");
            assertThat(older).isNotEqualTo(configuration).doesNotContain("blocked");
            Files.writeString(json, older);
        }
    }
}
