package org.weightbalancing.app.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.data.DataException;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;
import org.weightbalancing.train.FeatureBank;

class FeatureImportTest {

    private static final float[][] TRAIN = {{1, 2}, {3, 4}, {5, 6}};
    private static final float[][] TEST = {{7, 8}};

    @TempDir
    private Path folder;

    private Path source;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        matrix("train-features.npy", TRAIN);
        LogitsFile.writeLabels(source.resolve("train-labels.npy"), new int[] {1, 0, 1});
        matrix("test-features.npy", TEST);
        LogitsFile.writeLabels(source.resolve("test-labels.npy"), new int[] {1});
    }

    private void matrix(String name, float[]... rows) throws IOException {
        NpyMatrix.write(source.resolve(name), rows.length, rows[0].length, row -> rows[row]);
    }

    private FeatureFolder imported() {
        FeatureImport features = FeatureImport.open(source);
        try (NewFeatureFolder made = NewFeatureFolder.create(folder.resolve("made"))) {
            features.write(made, new FeatureProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
            made.finish(features.classNames(), Map.of(), features.sources());
        }
        return FeatureFolder.open(folder.resolve("made"));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::imported).isInstanceOf(DataException.class).hasMessageContaining(message);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFilesOfAnyProgramBecomeBanks() throws IOException {
        matrix("train-features-1.npy", new float[][] {{-1, -2}, {-3, -4}, {-5, -6}});
        FeatureFolder made = imported();
        FeatureBank train = made.bank(FeatureFolder.TRAIN);
        assertThat(train.labels()).containsExactly(1, 0, 1);
        assertThat(train.values(0, 0, 3)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(train.values(1, 0, 3)).containsExactly(-1, -2, -3, -4, -5, -6);
        assertThat(made.bank(FeatureFolder.TEST).values(0, 0, 1)).containsExactly(7, 8);
        assertThat(made.has(FeatureFolder.VALIDATION)).isFalse();
        assertThat(made.card().classNames()).containsExactly("0", "1");
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("train-features.npy   3 of 3 images, ")
                .contains("train-features-1.npy 3 of 3 images, ");
    }

    @Test
    void validationAndNamesAreTakenIfTheyAreThere() throws IOException {
        matrix("validation-features.npy", TEST);
        LogitsFile.writeLabels(source.resolve("validation-labels.npy"), new int[] {0});
        Files.write(source.resolve("class-names.txt"), List.of("ox", "äffchen"));
        FeatureFolder made = imported();
        assertThat(made.bank(FeatureFolder.VALIDATION).labels()).containsExactly(0);
        assertThat(made.card().classNames()).containsExactly("ox", "äffchen");
    }

    @Test
    void refusesAFolderThatLacksAFile() throws IOException {
        assertThatThrownBy(() -> FeatureImport.open(folder.resolve("none")))
                .hasMessage("there is no folder " + folder.resolve("none"));
        Files.move(source.resolve("test-features.npy"), source.resolve("tests-features.npy"));
        assertRefused(source + " has no test-features.npy, but tests-features.npy; needed are");
        Files.move(source.resolve("tests-features.npy"), source.resolve("test-features.npy"));
        Files.delete(source.resolve("train-labels.npy"));
        assertRefused(source + " has no train-labels.npy");
    }

    @Test
    void refusesAFileThatNothingIsMadeOf() throws IOException {
        matrix("train-features-2.npy", TRAIN);
        assertRefused(source.resolve("train-features-2.npy") + " is not to be used");
        Files.move(source.resolve("train-features-2.npy"), source.resolve("val-features.npy"));
        assertRefused(source.resolve("val-features.npy") + " is not to be used");
        Files.move(source.resolve("val-features.npy"), source.resolve("test-features-1.npy"));
        assertRefused(source.resolve("test-features-1.npy") + " is not to be used; did you mean 'test-features.npy'?");
    }

    @Test
    void refusesShapesThatDiffer() throws IOException {
        matrix("train-features-1.npy", new float[][] {{1, 2}, {3, 4}});
        assertRefused(source.resolve("train-features-1.npy") + " is of shape [2, 2], but must be of [3, 2], as "
                + source.resolve("train-features.npy"));
        Files.delete(source.resolve("train-features-1.npy"));
        matrix("test-features.npy", new float[][] {{1, 2, 3}});
        assertRefused(source.resolve("test-features.npy") + " has 3 features of an image, but "
                + source.resolve("train-features.npy") + " has 2");
        matrix("test-features.npy", TRAIN);
        assertRefused(source.resolve("test-labels.npy") + " has 1 labels, but " + source.resolve("test-features.npy")
                + " has 3 rows");
        NpyMatrix.write(source.resolve("test-features.npy"), 0, 2, row -> new float[0]);
        LogitsFile.writeLabels(source.resolve("test-labels.npy"), new int[0]);
        assertRefused(source.resolve("test-features.npy")
                + " is of shape [0, 2], but at least one image of one feature is needed");
    }

    @Test
    void refusesLabelsThatAreNoClass() throws IOException {
        LogitsFile.writeLabels(source.resolve("test-labels.npy"), new int[] {2});
        assertRefused(source.resolve("test-labels.npy") + ": label 0 is 2, but classes are 0 to 1");
        LogitsFile.writeLabels(source.resolve("test-labels.npy"), new int[] {1});
        LogitsFile.writeLabels(source.resolve("train-labels.npy"), new int[] {1, -1, 0});
        assertRefused(source.resolve("train-labels.npy") + ": label 1 is -1, but classes are 0 to 1");
        LogitsFile.writeLabels(source.resolve("train-labels.npy"), new int[] {2, 2, 0});
        assertRefused(
                source.resolve("train-labels.npy") + " has no image of class 1, but at least one of each of the 3");
    }

    @Test
    void refusesNamesThatAreNone() throws IOException {
        Path names = source.resolve("class-names.txt");
        Files.write(names, List.of("ox"));
        assertRefused(source.resolve("train-labels.npy") + ": label 0 is 1, but classes are 0 to 0");
        Files.write(names, List.of("ox", "ox"));
        assertRefused(names + ", line 2: the name 'ox' is empty, not printable or there before");
        Files.write(names, List.of("ox", " "));
        assertRefused(names + ", line 2: the name ' '");
        Files.write(names, new byte[] {'o', (byte) 0xff});
        assertRefused(names + " cannot be read: it is not a text in UTF-8");
    }

    @Test
    void refusesFeaturesThatAreNotFinite() throws IOException {
        matrix("train-features.npy", new float[][] {{1, 2}, {3, Float.NaN}, {5, 6}});
        assertRefused(
                source.resolve("train-features.npy") + ": column 1 of row 1 is NaN, but a finite float32 is required");
    }

    @Test
    void anInterruptLeavesNothing() throws IOException {
        FeatureImport features = FeatureImport.open(source);
        FeatureProgress silent = new FeatureProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), false);
        try (NewFeatureFolder made = NewFeatureFolder.create(folder.resolve("made"))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> features.write(made, silent))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("interrupted while reading " + source.resolve("train-features.npy"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(source);
        }
    }

    @Test
    void refusesAFileThatIsDamaged() throws IOException {
        Files.write(source.resolve("test-features.npy"), new byte[] {1, 2, 3});
        assertRefused(source.resolve("test-features.npy") + " ends within its header");
    }
}
