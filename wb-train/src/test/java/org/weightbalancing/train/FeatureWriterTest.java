package org.weightbalancing.train;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FeatureWriterTest {

    private static final FeatureBank SMALL = FeatureBank.ofViews(List.of(
            FeatureBank.of(new float[] {1, 2, 3, -4, 5, 0.5f}, new int[] {2, 0}, 3),
            FeatureBank.of(new float[] {7, 8, 9, 10, 11, 12}, new int[] {2, 0}, 3)));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("train.wbf");
        FeatureFile.write(file, SMALL);
    }

    private static void assertEqual(FeatureBank found, FeatureBank expected) {
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.classes()).isEqualTo(expected.classes());
        assertThat(found.dimension()).isEqualTo(expected.dimension());
        assertThat(found.views()).isEqualTo(expected.views());
        for (int view = 0; view < expected.views(); view++) {
            assertThat(found.values(view, 0, found.size())).isEqualTo(expected.values(view, 0, expected.size()));
        }
    }

    private FeatureWriter writer(FeatureBank images, int dimension, int views) throws IOException {
        return new FeatureWriter(file, images.labels(), images.classes(), dimension, views);
    }

    @Test
    void aWriterThatIsNotFinishedLeavesTheFileAsItWas() throws IOException {
        String whole = Files.readString(file, ISO_8859_1);
        try (FeatureWriter writer = new FeatureWriter(file, new int[3], 1, 2, 2)) {
            writer.write(new float[6]);
            writer.write(new float[4]);
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(file + " has 2 rows of view 1 of 2 so far, but needs 3 of each");
        }
        assertThat(Files.readString(file, ISO_8859_1)).isEqualTo(whole);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void twoWritersOfOneFileDoNotMix() throws IOException {
        try (FeatureWriter first = new FeatureWriter(file, new int[1], 1, 1, 1);
                FeatureWriter second = new FeatureWriter(file, new int[2], 1, 1, 1)) {
            first.write(new float[] {1});
            second.write(new float[] {2, 3});
            assertThat(second.finish()).isEqualTo(FeatureFile.fingerprint(file));
            assertEqual(FeatureFile.read(file), FeatureBank.of(new float[] {2, 3}, new int[2], 1));
            first.finish();
        }
        assertEqual(FeatureFile.read(file), FeatureBank.of(new float[] {1}, new int[1], 1));
        FeatureFile.verify(file);
    }

    /** An interrupt closes a channel in the middle of a write, but nothing here. */
    @Test
    void anInterruptedThreadWritesAWholeFile() throws IOException {
        Thread.currentThread().interrupt();
        FeatureFile.write(file, FeatureBank.of(new float[] {5}, new int[1], 1));
        assertThat(Thread.interrupted()).isTrue();
        FeatureFile.verify(file);
    }

    @Test
    void writerRefusesRowsThatDoNotFit() throws IOException {
        try (FeatureWriter writer = new FeatureWriter(file, new int[3], 1, 2, 1)) {
            assertThatThrownBy(() -> writer.write(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("3 feature values for view 0, allowed are 3 rows of 2 or fewer");
            writer.write(new float[4]);
            assertThatThrownBy(() -> writer.write(new float[4]))
                    .hasMessage("4 feature values for view 0, allowed are 1 rows of 2 or fewer");
            writer.write(new float[2]);
            assertThatThrownBy(() -> writer.write(new float[2]))
                    .hasMessage("2 feature values for view 1, allowed are 0 rows of 2 or fewer");
            writer.finish();
        }
        try (FeatureWriter writer = new FeatureWriter(file, new int[] {2, 1}, 3, 3, 2)) {
            assertThatThrownBy(() -> writer.write(SMALL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a bank of 2 images of 3 features is to follow row 0 of view 0, allowed is, after a whole"
                                    + " view, one of the same 2 labels and 3 features");
        }
        assertThatThrownBy(() -> new FeatureWriter(file, new int[] {0, 3}, 3, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label of row 1 is 3, allowed is 0 to 2");
        assertThatThrownBy(() -> new FeatureWriter(file, new int[0], 3, 2, 1))
                .hasMessage("the number of images is 0, allowed is 1 to 1073741824");
        assertThatThrownBy(() -> new FeatureWriter(folder.resolve("none/x.wbf"), new int[1], 1, 1, 1))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(FeatureFile.read(file).size()).isEqualTo(3);
    }

    /** Of 10 images in batches of 4, the second view another than the first. */
    @Test
    void passesOfANetworkAreTheViewsThatABankWouldHold() throws IOException {
        ComputationGraph graph = TinyNetwork.normalized();
        FeatureBank first = TinyNetwork.bank(10);
        float[] other = first.features(0).mul(2).dup('c').data().asFloat();
        FeatureBank images = FeatureBank.ofViews(List.of(first, FeatureBank.of(other, first.labels(), 3)));
        FeatureBatches batches = FeatureBatches.sequential(images, 4);
        try (FeatureWriter writer = writer(images, TinyNetwork.HIDDEN, 2)) {
            writer.write(graph, "norm", batches);
            writer.write(graph, "norm", batches);
            writer.finish();
        }
        FeatureBank expected = FeatureBank.of(graph, "norm", FeatureBatches.sequential(images, 4), 2);
        assertThat(expected.features(1)).isNotEqualTo(expected.features(0));
        assertEqual(FeatureFile.read(file), expected);
        FeatureFile.verify(file);
    }

    @Test
    void refusesAPassThatIsNotOfTheFilesImages() throws IOException {
        ComputationGraph graph = TinyNetwork.normalized();
        FeatureBank images = TinyNetwork.bank(10);
        String order = "but the file is of 10 images of 4 features and 3 classes, in the order of its labels";
        for (FeatureBank wrong : List.of(
                TinyNetwork.bank(11),
                images.select(new int[] {1, 0, 2, 3, 4, 5, 6, 7, 8, 9}),
                images.select(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 9, 8}))) {
            try (FeatureWriter writer = writer(images, TinyNetwork.HIDDEN, 1)) {
                assertThatThrownBy(() -> writer.write(graph, "norm", FeatureBatches.sequential(wrong, 4)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(order);
            }
        }
        try (FeatureWriter writer = writer(images, 5, 1)) {
            assertThatThrownBy(() -> writer.write(graph, "norm", FeatureBatches.sequential(images, 4)))
                    .hasMessage(
                            "a batch of 4 images of 4 features and 3 classes is to be rows from 0, but the file is of"
                                    + " 10 images of 5 features and 3 classes, in the order of its labels");
        }
        try (FeatureWriter writer = writer(images, TinyNetwork.HIDDEN, 1)) {
            writer.write(graph, "norm", FeatureBatches.sequential(images.select(new int[] {0, 1, 2}), 4));
            assertThatThrownBy(() -> writer.write(graph, "norm", FeatureBatches.sequential(images, 4)))
                    .hasMessage("view 0 has 3 of its 10 rows, but a pass of a network is to begin one");
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
        assertEqual(FeatureFile.read(file), SMALL);
    }

    @Test
    void anInterruptEndsAPassBetweenBatches() throws IOException {
        FeatureBank images = TinyNetwork.bank(10);
        Thread.currentThread().interrupt();
        try (FeatureWriter writer = writer(images, TinyNetwork.HIDDEN, 1)) {
            assertThatThrownBy(
                            () -> writer.write(TinyNetwork.normalized(), "norm", FeatureBatches.sequential(images, 4)))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertEqual(FeatureFile.read(file), SMALL);
    }

    @Test
    void rowsAreReadFromAFileThatIsNotMapped() throws IOException {
        FeatureRows rows = FeatureRows.open(file);
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.dimension()).isEqualTo(3);
        assertThat(rows.views()).isEqualTo(2);
        assertThat(rows.classes()).isEqualTo(3);
        assertThat(rows.labels()).containsExactly(2, 0);
        assertThat(rows.values(0, 0, 2)).containsExactly(1, 2, 3, -4, 5, 0.5f);
        assertThat(rows.values(1, 1, 2)).containsExactly(10, 11, 12);
        assertThat(rows.values(1, 2, 2)).isEmpty();
        assertThatThrownBy(() -> rows.values(2, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> rows.values(0, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        Files.write(file, new byte[100]);
        assertThatThrownBy(() -> rows.values(0, 0, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("feature file " + file + " cannot be read: ");
        assertThatThrownBy(() -> FeatureRows.open(file))
                .hasMessage("feature file " + file + " cannot be read: it does not begin as a feature file does");
        assertThatThrownBy(() -> FeatureRows.open(folder.resolve("none.wbf"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameComesToTheDiskToo() throws IOException {
        assertThat(ForcedPaths.among(folder, () -> FeatureFile.write(file, SMALL)))
                .containsExactly(folder.toString());
    }
}
