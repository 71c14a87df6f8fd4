package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.app.report.Found.accuracy;
import static org.weightbalancing.app.report.Found.method;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which method is called the most accurate, and how certainly. */
final class BestFindingsTest {

    @TempDir
    private Path folder;

    private RunFolder run;

    @BeforeEach
    void begin() {
        run = new RunFolder(folder);
    }

    private List<String> findings() {
        return Found.of(run).stream().map(Finding::text).toList();
    }

    @Test
    void aBestMethodNeedsAnIntervalOfItsOwn() {
        run.complete(method("a", accuracy(0.5, 0.01)) + "," + method("b", accuracy(0.6, 0.02)));
        assertThat(findings())
                .containsExactly("b (60.0 %, 58.0 to 62.0) is most accurate on all test images, and the interval of no"
                        + " other method meets its own; next comes a (50.0 %, 49.0 to 51.0).");
    }

    @Test
    void onlyTheBestIsHeldAgainstTheOthers() {
        run.complete(method("a", accuracy(0.5, 0.01)) + "," + method("b", accuracy(0.6, 0.02)) + ","
                + method("c", accuracy(0.57, 0.02)));
        assertThat(findings())
                .containsExactly(
                        "b (60.0 %, 58.0 to 62.0) is most accurate on all test images, next c (57.0 %, 55.0 to 59.0):"
                                + " their intervals overlap; whether they differ, wb compare --paired tells.");
        run.complete(method("a", accuracy(0.5, 0.1)) + "," + method("b", accuracy(0.6, 0.02)) + ","
                + method("c", accuracy(0.57, 0.02)));
        assertThat(findings().get(0)).contains(", next c (57.0 %, 55.0 to 59.0) and a (50.0 %, 40.0 to 60.0): their");
    }

    @Test
    void whereTheOthersHaveNothingNoneComesNext() {
        String rest = method("b", accuracy(0, 0)) + "," + method("c", accuracy(0, 0));
        run.complete(method("a", accuracy(0.5, 0.01)) + "," + rest);
        assertThat(findings().get(0)).endsWith("meets its own; all others reach 0.0 %.");
        run.complete(method("a", accuracy(0.5, 0.01)) + "," + method("b", accuracy(0, 0)));
        assertThat(findings().get(0)).endsWith("meets its own; b reaches 0.0 %.");
    }

    /** What two methods take 200 test images of class 0 for: class 1 where they are wrong. */
    private static String predictions(IntPredicate a, IntPredicate b) {
        StringBuilder csv = new StringBuilder("image,class,a,b\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i + ",0," + (a.test(i) ? 0 : 1) + "," + (b.test(i) ? 0 : 1) + "\n");
        }
        return csv.toString();
    }

    // b recognises the 110 images that a does and 10 more: intervals overlap, yet no resample has a ahead, and one in
    // (1 - 10/200)^-200 = 28,500 has them equal. p = 2 (1 + 0) / 1001 = 0.001998.
    @Test
    void aDifferenceOnTheSameImagesIsToldThoughIntervalsOverlap() {
        run.complete(method("a", accuracy(0.55, 0.07)) + "," + method("b", accuracy(0.6, 0.07)))
                .with("predictions.csv", predictions(i -> i < 110, i -> i < 120));
        assertThat(findings())
                .containsExactly("b (60.0 %, 53.0 to 67.0) is most accurate on all test images, ahead of every other"
                        + " method by the paired bootstrap over the same images; next comes a (55.0 %, 48.0 to 62.0; p ="
                        + " 0.002).");
    }

    // b recognises 10 more, but 90 others: the difference has a standard deviation of about sqrt(170) = 13, and 10 are
    // 0.77 of it, p = 0.44.
    @Test
    void aDifferenceThatMayBeChanceIsNotCalledOne() {
        run.complete(method("a", accuracy(0.55, 0.07)) + "," + method("b", accuracy(0.6, 0.07)))
                .with("predictions.csv", predictions(i -> i < 110, i -> i >= 80));
        assertThat(findings().get(0))
                .matches(
                        "b \\(60.0 %, 53.0 to 67.0\\) is most accurate on all test images, but the paired bootstrap over"
                                + " the same images does not tell it from a \\(55.0 %, 48.0 to 62.0; p = 0\\.[45]\\d*\\)\\.");
    }

    // b recognises the 110 images that a does and 4 more, of which (1 - 4/200)^200 = 0.018 of the resamples have none:
    // p is
    // about 0.035, and three times that, for three pairs, is no longer below 0.05. c is a under another name.
    @Test
    void pIsCorrectedForAllComparisonsOfTheRun() {
        IntPredicate a = i -> i < 110;
        IntPredicate b = i -> i < 114;
        String[] methods = {
            method("a", accuracy(0.55, 0.07)), method("b", accuracy(0.57, 0.07)), method("c", accuracy(0.55, 0.07))
        };
        run.complete(methods[0] + "," + methods[1]).with("predictions.csv", predictions(a, b));
        assertThat(findings().get(0))
                .contains("ahead of every other method by the paired bootstrap")
                .doesNotContain("Holm");
        run.complete(String.join(",", methods))
                .with(
                        "predictions.csv",
                        predictions(a, b)
                                .replace("class,a,b", "class,a,b,c")
                                .replaceAll("(?m)^(\\d+,0,(\\d),\\d)$", "$1,$2"));
        assertThat(findings().get(0))
                .matches(
                        "b \\(57.0 %, 50.0 to 64.0\\) is most accurate on all test images, but the paired bootstrap over"
                                + " the same images \\(p corrected by Holm for the 3 comparisons that the run allows\\) does not tell it from"
                                + " a \\(55.0 %, 48.0 to 62.0; p = (0\\.\\d+)\\) and c \\(55.0 %, 48.0 to 62.0; p = \\1\\)\\.");
    }

    @Test
    void predictionsOfAnotherAccuracyAreNoEvidence() {
        run.complete(method("a", accuracy(0.54, 0.07)) + "," + method("b", accuracy(0.6, 0.07)))
                .with("predictions.csv", predictions(i -> i < 110, i -> i < 120));
        assertThat(findings().get(0)).endsWith("wb compare --paired tells.");
    }

    @Test
    void withoutIntervalsNothingIsCalledCertain() {
        run.complete(method("a", "\"accuracy\": 0.5") + "," + method("b", accuracy(0.6, 0.02)));
        assertThat(findings())
                .containsExactly("b is most accurate on all test images, 60.0 %, before a with 50.0 %; the run has no"
                        + " intervals that tell whether this is chance.");
    }

    @Test
    void equalMethodsAreNotRanked() {
        run.complete(method("a", "\"accuracy\": 0.5") + "," + method("b", "\"accuracy\": 0.5"));
        assertThat(findings()).containsExactly("a and b are equally accurate on all test images, 50.0 %.");
        run.complete(method("a", "\"accuracy\": 0.5") + "," + method("b", "\"accuracy\": 0.4") + ","
                + method("c", "\"accuracy\": 0.5"));
        assertThat(findings().get(0))
                .startsWith("a and c are most accurate on all test images, 50.0 %, before b with 40.0 %;");
    }

    @Test
    void aStampIsAWarningAndKeepsAMethodOutOfTheComparison() {
        run.complete(method("a", accuracy(0.5, 0.01)) + "," + method("b", accuracy(0.6, 0.02))
                + ",{\"name\": \"c\", \"stamp\": \"selected-on-test\", \"plain\": {" + accuracy(0.9, 0.01) + "}}");
        List<Finding> findings = Found.of(run);
        assertThat(findings.get(0))
                .isEqualTo(Finding.warning(
                        "Stamp",
                        "The numbers of c are optimistic: an epoch behind them was selected on the test images themselves"
                                + " (selected-on-test)."));
        assertThat(findings.get(1).text()).startsWith("b (60.0 %");
        assertThat(findings).hasSize(2);
    }
}
