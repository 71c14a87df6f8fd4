package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.app.report.PageText.page;
import static org.weightbalancing.app.report.PageText.words;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    @TempDir
    private Path folder;

    @Test
    void hundredClassesAndSixMethodsFitInThreeMegabytes() {
        String page = page(RichRun.write(folder.resolve("run"), RichRun.names(100), "0.0005"));
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
        assertThat(words(page))
                .contains("Figure 1a", "Figures 1b and 6", "Figure 2 ", "Figure 3 ", "Figure 5 ", "Figure 6,")
                .contains("Figure 7 ", "Reliability", "Confusions of naive", "selected-on-test", "1 h 12 min")
                .contains(
                        "MaxNorm projected no row in 20 epochs of stage weight-balancing: its radius was never reached.");
    }

    @Test
    void onlyALivePageAsksForANewerOne() {
        Path run = new RunFolder(folder).complete("").path();
        assertThat(page(run).contains("fetch(")).isFalse();
        assertThat(Report.live(List.of(run)).html()).contains("fetch(\"version\"", "connect-src &#39;self&#39;");
    }

    @Test
    void anOldRunIsShownAsFarAsItGoes() {
        RunFolder run = new RunFolder(folder).complete("""
                {"name": "naive", "plain": {"many": 0.9, "medium": 0.5, "few": null, "accuracy": 0.6,
                  "class-accuracies": [0.9, 0.5, null]}, "classifier-norms": [3, 2, 1]}""");
        run.with("report.json", """
                {"train-counts": [200, 50, 5], "methods": [
                  {"name": "naive", "plain": {"many": 0.9, "few": null, "accuracy": 0.6,
                    "class-accuracies": [0.9, 0.5, null]}, "classifier-norms": [3, 2, 1]}]}""");
        run.with("classes.csv", "class,name,train-images\n0,\"a, b\",200\n1,dog,50\n2,newt,5\n");
        assertThat(words(page(folder)))
                .contains("a, b", "newt", " n/a ", "60.0", "Accuracy of each class", "Norms of the classifier")
                .doesNotContain("Reliability", "Calibration,", "Marginal likelihood of each", "bootstrap");
    }

    @Test
    void aRunThatGoesOnIsShownAsFarAsItIs() {
        RunFolder run = new RunFolder(folder)
                .with("experiment.yaml", "name: going\n")
                .with("provenance.json", "{\"status\": \"running\"}");
        assertThat(words(page(folder)))
                .contains("running", "No epoch is over yet")
                .doesNotContain("Methods", "Pictures");
        run.with(
                "epochs.csv",
                "stage,epoch,learning-rate,loss,split,class-accuracy,seconds,images-per-second,"
                        + "rows-projected,mean-shrink,stamp\na,0,0.1,2.5,,,1.5,100,,,\n");
        run.with("geometry/a/rows.csv", "\n").with("geometry/a/epochs.csv", "epoch,images,nc1\n");
        assertThat(words(page(folder)))
                .contains("Pictures", "Training.", " 2.5 ")
                .doesNotContain("No epoch is over yet");
    }

    @Test
    void anEmptyFolderIsARunThatHasNotBegun() {
        assertThat(words(page(folder))).contains("not begun");
    }

    @Test
    void aLineTellsWhatWasTrained() {
        RunFolder run = new RunFolder(folder).complete("").with("experiment.yaml", """
                name: small
                seed: 3
                data: {source: {name: "<b>cifar"}}
                model: {architecture: resnet-8, width: 16}
                stages:
                  - {name: a, trains: everything, epochs: 30}
                  - {name: b, trains: classifier, epochs: 1}
                """);
        assertThat(Training.of(run.read()))
                .isEqualTo(
                        "<b>cifar; 255 training images of 3 classes, the largest of 200, the smallest of 5, imbalance"
                                + " 40; resnet-8 of width 16; stages a (30 epochs) and b (classifier alone, 1 epoch); seed 3");
        assertThat(page(folder)).contains("&lt;b&gt;cifar; 255").doesNotContain("<b>cifar");
        assertThat(Training.of(
                        new RunFolder(folder.resolve("empty")).with("a", "").read()))
                .isEmpty();
    }

    @Test
    void aRunThatIsNamedTwiceIsTakenOnce() throws IOException {
        Path run = new RunFolder(folder.resolve("run")).complete("").path();
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);
        assertThat(page(run, folder.resolve("./run"), link))
                .isEqualTo(page(run))
                .doesNotContain("All runs");
    }

    private Path repetition(String name, int seed, double accuracy, double few) {
        return new RunFolder(folder.resolve(name))
                .complete("{\"name\": \"a\", \"plain\": {\"accuracy\": " + accuracy + ", \"few\": " + few + "}},"
                        + "{\"name\": \"b\", \"plain\": {\"accuracy\": 0.4, \"few\": 0.4}}")
                .with("experiment.yaml", "name: small\nseed: " + seed + "\n")
                .path();
    }

    @Test
    void repetitionsAreSummedUpAndTheLuckiestIsNotMarked() {
        // Mean 0.5, deviation 0.1414; t of 1 degree of freedom is 12.706, and 12.706 * 0.1414 / sqrt(2) = 1.2706.
        Path first = repetition("s0", 0, 0.6, 0.1);
        Path second = repetition("s1", 1, 0.4, 0.3);
        String page = page(first, second, repetition("again", 1, 0.9, 0.9));
        assertThat(words(page))
                .contains("small, seeds 0 and 1", "Each run")
                .contains("a n/a n/a 20.0 ± 14.1 -107.1\u2013147.1 50.0 ± 14.1 -77.1\u2013177.1 ");
        String combined = page.substring(page.indexOf("id=\"all\""), page.indexOf("id=\"run-1\""));
        assertThat(combined.split("class=\"n best\"", -1)).hasSize(3);
        assertThat(combined)
                .contains("<td class=\"n best\"><span class=\"v\">50.0</span> ±")
                .contains("<td class=\"n best\"><span class=\"v\">40.0</span> ±");
        assertThat(page(first, repetition("other", 0, 0.5, 0.5))).doesNotContain("seeds ");
    }

    @Test
    void testImagesStandUnderTheMethodThatChoseTheirClasses() {
        String samples = """
                {"train-counts": [9, 8, 7, 6, 5, 4, 3, 2, 1], "methods": [
                  {"name": "a", "plain": {"accuracy": 0.6, "class-accuracies": [1, 0.9, 0.8, 0.7, 0.5, 0.3, 0.3, 0.2, 0.1]}},
                  {"name": "b", "stamp": "s", "plain": {"accuracy": 0.9,
                    "class-accuracies": [0.1, 0.9, 0.8, 0.7, 0.5, 0.3, 0.3, 0.2, 1]}}],
                 "samples": [%s]}""";
        RunFolder run = new RunFolder(folder).complete("");
        run.with("report.json", samples.formatted(samples(0, 1, 2, 3, 5, 6, 7, 8)));
        assertThat(words(page(folder)))
                .containsSubsequence(
                        "best classes, by the accuracy of a ", " class 3,", "worst classes, by the accuracy of a ")
                .containsSubsequence("worst classes, by the accuracy of a ", " class 5,");
        run.with("report.json", samples.formatted(samples(8, 1, 2, 3, 5, 6, 7, 0)));
        assertThat(words(page(folder))).contains("best classes, by the accuracy of b ");
        run.with("report.json", samples.formatted(samples(0, 4)));
        assertThat(words(page(folder))).contains("Test images of some classes").doesNotContain("by the accuracy of");
    }

    private static String samples(int... classes) {
        return IntStream.of(classes)
                .mapToObj(c -> "{\"image\": " + c + ", \"class\": " + c + ", \"file\": \"x\"}")
                .collect(Collectors.joining(","));
    }

    @Test
    void severalRunsAreComparedFirst() {
        Path one = RichRun.write(folder.resolve("one/run"), RichRun.names(10), "0.0005");
        Path two = RichRun.write(folder.resolve("two/run"), RichRun.names(10), "0.005");
        Path open = new RunFolder(folder.resolve("open"))
                .with("provenance.json", "{\"status\": \"running\"}")
                .path();
        assertThat(words(page(one, two, open)))
                .contains("All runs", "one/run", "two/run", "Figure 4 ")
                .contains("Without results yet, and so not in the table: open (running).")
                .contains("Accuracy of weight-decay against weight decay")
                .doesNotContain("Accuracy of naive against weight decay", "other images");
    }

    @Test
    void runsOnOtherImagesAreMarked() {
        String method = "{\"name\": \"m\", \"plain\": {\"accuracy\": 0.5}}";
        Path one = new RunFolder(folder.resolve("one")).complete(method).path();
        Path two = new RunFolder(folder.resolve("two"))
                .complete(method)
                .with("provenance.json", "{\"status\": \"complete\", \"data-fingerprints\": {\"test\": \"t\"}}")
                .path();
        assertThat(words(page(one, two))).contains("so that their numbers do not compare: two.", "two other images");
    }

    @Test
    void theGalleryTellsStamps() {
        RunFolder run = new RunFolder(folder).complete("");
        run.with("report.json", """
                {"train-counts": [3], "samples": [{"image": 0, "class": 0, "file": "none.png"}], "methods": [
                  {"name": "m", "stamp": "selected-on-test", "plain": {"class-accuracies": [0.5]}}]}""");
        assertThat(SampleGallery.of(run.read(), run.read().results().orElseThrow())
                        .get(0))
                .containsEntry("accuracies", "m (selected-on-test) 50.0 %");
    }

    @Test
    void picturesOfEveryStageAreLikeThoseOfThePaper() {
        String page = words(page(RichRun.write(folder.resolve("run"), RichRun.names(10), "0.0005")));
        assertThat(page).contains("As in Figure 2 of the paper");
        assertThat(page.replaceAll("As in Figures? ", "")).doesNotContainPattern("Figures? [1-7]");
    }

    @Test
    void aReportNeedsARun() {
        assertThatThrownBy(() -> new Report(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runs are empty; a report needs at least one run directory");
        assertThatThrownBy(() -> new Report(List.of(folder.resolve("none"))))
                .isInstanceOf(ReportException.class)
                .hasMessageEndingWith("none is not a run directory: it is no folder");
    }
}
