package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truth is 00001123; classes 0 and 1 are many-, 2 is medium- and 3 few-shot. */
final class PairedComparisonTest {

    @TempDir
    private Path path;

    private Path run;
    private Path repeated;

    @BeforeEach
    void store() {
        run = path.resolve("run");
        StoredRuns.complete(run, "u", 0.7, "00001123", "00001120");
        RepetitionFolder folder = StoredRuns.folder(path.resolve("r"), "0..2");
        StoredRuns.complete(folder.run(0), "u", 0.7, "00001123", "00111120");
        StoredRuns.complete(folder.run(2), "u", 0.7, "00001123", "00001123");
        repeated = folder.path();
    }

    /**
     * The first is right everywhere. The second is right on 2 of 4 images of class 0, then on all: 75 %; on all of class 1
     * and 2; on none of class 3, then on all: 50 %. Many (75 + 100) / 2 = 87.5; of all images 5 and 8 of 8: 81.25.
     */
    @Test
    void aRunIsComparedWithRepetitions() {
        String text = PairedText.of(PairedComparison.of(
                PairedSide.of(run + ":one", Optional.empty()), PairedSide.of(repeated.toString(), Optional.of("two"))));
        assertThat(text.lines().limit(4))
                .containsExactly(
                        "first:  one of run (1 run, selected on last epoch)",
                        "second: two of r (2 repetitions, selected on validation)",
                        "Paired bootstrap over the same 8 test images: accuracies in %, first - second in points",
                        "group     first  second    difference      interval          p");
        assertThat(text.lines().skip(4).map(line -> line.substring(0, 37)))
                .startsWith(
                        "many      100.0    87.5         +12.5",
                        "medium    100.0   100.0           0.0",
                        "few       100.0    50.0         +50.0",
                        "all       100.0    81.3         +18.8");
    }

    @Test
    void theLastMethodIsTheDefault() {
        assertThat(PairedSide.of(run.toString(), Optional.empty()).method()).isEqualTo("three");
        assertThat(PairedSide.of(run.toString(), Optional.of("one")).method()).isEqualTo("one");
        assertThat(PairedSide.of(run + ":two", Optional.of("one")).method()).isEqualTo("two");
        assertThatThrownBy(() -> PairedSide.of(run + ":tow", Optional.empty()))
                .isInstanceOf(ExperimentException.class)
                .hasMessage(run + " has no method 'tow'; did you mean 'two'? there are: one, two, three");
    }

    @Test
    void aFolderMayHaveAColonInItsName() {
        Path colon = path.resolve("run:1");
        StoredRuns.complete(colon, "u", 0.7, "00001123", "00001120");
        assertThat(PairedSide.of(colon.toString(), Optional.empty()).folder()).isEqualTo("run:1");
        assertThat(PairedSide.of(colon + ":one", Optional.empty()).method()).isEqualTo("one");
    }

    @Test
    void otherTestImagesAreRefusedWithBothRuns() {
        Path other = path.resolve("other");
        StoredRuns.complete(other, "v", 0.7, "00001123", "00001120");
        PairedSide first = PairedSide.of(run.toString(), Optional.empty());
        PairedSide second = PairedSide.of(other.toString(), Optional.empty());
        assertThatThrownBy(() -> PairedComparison.of(first, second))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(run + " and " + other + " were tested on different images: the fingerprints are u and v");
    }

    @Test
    void otherShotGroupsAreRefused() throws IOException {
        Path other = path.resolve("other");
        StoredRuns.complete(other, "u", 0.7, "00001123", "00001120");
        String report = Files.readString(other.resolve("report.json"));
        Files.writeString(other.resolve("report.json"), report.replace("[500,", "[501,"));
        PairedSide first = PairedSide.of(run.toString(), Optional.empty());
        PairedSide second = PairedSide.of(other.toString(), Optional.empty());
        assertThatThrownBy(() -> PairedComparison.of(first, second))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("training counts or bounds differ");
    }

    @Test
    void aTableThatWbDidNotWriteIsRefused() throws IOException {
        for (String content : new String[] {"", "image,class,one\n0,0,0\n", "a\nx,0,0,0,0\n"}) {
            Files.writeString(run.resolve("predictions.csv"), content);
            assertThatThrownBy(() -> PairedSide.of(run.toString(), Optional.empty()))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessageContaining("predictions.csv is not the table of predictions that wb wrote");
        }
        Files.delete(run.resolve("predictions.csv"));
        assertThatThrownBy(() -> PairedSide.of(run.toString(), Optional.empty()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("predictions.csv cannot be read");
    }
}
