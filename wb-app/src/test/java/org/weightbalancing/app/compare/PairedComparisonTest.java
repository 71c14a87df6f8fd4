package org.weightbalancing.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.StoredRuns;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedDifference;

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
                        "group     first  second    difference      interval          p  corrected");
        assertThat(text.lines().skip(4).map(line -> line.substring(0, 37)))
                .startsWith(
                        "many      100.0    87.5         +12.5",
                        "medium    100.0   100.0           0.0",
                        "few       100.0    50.0         +50.0",
                        "all       100.0    81.3         +18.8");
        // The few-shot class has one image, in every resample: p = 2 / 2001, and four times that is 0.0040.
        assertThat(text).contains("+50.0  [ +50.0,  +50.0]  0.0010     0.0040\n");
        assertThat(text)
                .endsWith("\nCorrected: p after Holm's correction for all 4 differences: many, medium, few, all.\n");
    }

    /** 13 comparisons have 52 differences: 52 * 2 / 2001 = 0.052, but 52 * 2 / 5201 = 0.02. */
    @Test
    void resamplesAreSoManyThatADifferenceCanBeSureAmongAll() {
        assertThat(PairedComparison.resamples(1)).isEqualTo(2000);
        assertThat(PairedComparison.resamples(5)).isEqualTo(2000);
        assertThat(PairedComparison.resamples(13)).isEqualTo(5200);
        assertThat(PairedComparison.resamples(51)).isEqualTo(20_000);
        for (int comparisons = 1; comparisons < 125; comparisons++) {
            assertThat(4 * comparisons * 2.0 / (1 + PairedComparison.resamples(comparisons)))
                    .isLessThan(0.05);
        }
    }

    /** 400 for each comparison: 2000 are those of 5, 20,000 those of 50. */
    @Test
    void resamplesHaveALeastAndAMostNumber() {
        assertThat(PairedComparison.resamples(0)).isEqualTo(2000);
        assertThat(PairedComparison.resamples(4)).isEqualTo(2000);
        assertThat(PairedComparison.resamples(5)).isEqualTo(2000);
        assertThat(PairedComparison.resamples(6)).isEqualTo(2400);
        assertThat(PairedComparison.resamples(49)).isEqualTo(19_600);
        assertThat(PairedComparison.resamples(50)).isEqualTo(20_000);
        assertThat(PairedComparison.resamples(51)).isEqualTo(20_000);
        assertThat(PairedComparison.resamples(5000)).isEqualTo(20_000);
    }

    /** The few-shot class has one image, in every resample: p is the least that so many resamples allow. */
    @Test
    void soManyAreDrawnAndToldForAllThatAreToldTogether() {
        PairedSide one = PairedSide.of(run + ":one", Optional.empty());
        PairedSide two = PairedSide.of(run + ":two", Optional.empty());
        Map.of(1, 2000, 5, 2000, 6, 2400, 49, 19_600, 50, 20_000, 51, 20_000).forEach((comparisons, resamples) -> {
            List<PairedComparison> together = PairedComparison.of(Collections.nCopies(comparisons, one), two);
            assertThat(together).hasSize(comparisons).allSatisfy(comparison -> assertThat(
                            comparison.differences().get(Metric.FEW).p())
                    .isEqualTo(2.0 / (1 + resamples)));
            assertThat(SummaryText.note(PairedComparison.corrected(together))).startsWith(resamples + " resamples");
        });
    }

    /** 125 comparisons: 500 * 2 / 20,001 = 0.049998, and one more 0.0504. */
    @Test
    void whereNoDifferenceCanBeSureTheNoteSaysSo() {
        Map<Metric, Double> one = Map.of(Metric.MANY, 1.0, Metric.MEDIUM, 1.0, Metric.FEW, 1.0, Metric.ACCURACY, 1.0);
        assertThat(SummaryText.note(Collections.nCopies(125, one)))
                .startsWith("20000 resamples")
                .doesNotContain("No corrected");
        assertThat(SummaryText.note(Collections.nCopies(126, one)))
                .endsWith("No corrected p can be below 0.0504: so many differences need more resamples.\n");
    }

    @Test
    void methodsComparedTogetherHaveTheDifferencesOfEachAlone() {
        PairedSide one = PairedSide.of(run + ":one", Optional.empty());
        PairedSide two = PairedSide.of(run + ":two", Optional.empty());
        PairedSide against = PairedSide.of(repeated + ":two", Optional.empty());
        assertThat(PairedComparison.of(List.of(two, one), against))
                .containsExactly(PairedComparison.of(two, against), PairedComparison.of(one, against));
    }

    /** Eight differences: 8 * 0.001 = 0.008, 7 * 0.01 = 0.07, and 6 * 0.2 is above 1. */
    @Test
    void pIsCorrectedForAllThatAreToldTogether() {
        PairedSide side = PairedSide.of(run.toString(), Optional.empty());
        List<Map<Metric, Double>> corrected = PairedComparison.corrected(
                List.of(comparison(side, 0.2, 0.01, 0.5, 0.3), comparison(side, 0.4, 0.6, 0.001, 0.7)));
        assertThat(corrected.get(0))
                .isEqualTo(Map.of(Metric.MANY, 1.0, Metric.MEDIUM, 0.07, Metric.FEW, 1.0, Metric.ACCURACY, 1.0));
        assertThat(corrected.get(1))
                .isEqualTo(Map.of(Metric.MANY, 1.0, Metric.MEDIUM, 1.0, Metric.FEW, 0.008, Metric.ACCURACY, 1.0));
    }

    private static PairedComparison comparison(PairedSide side, double many, double medium, double few, double all) {
        return new PairedComparison(
                side,
                side,
                Map.of(
                        Metric.MANY, difference(many),
                        Metric.MEDIUM, difference(medium),
                        Metric.FEW, difference(few),
                        Metric.ACCURACY, difference(all)));
    }

    private static PairedDifference difference(double p) {
        return new PairedDifference(new BootstrapInterval(0.1, 0, 0.2, 0.95), 0, p);
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
