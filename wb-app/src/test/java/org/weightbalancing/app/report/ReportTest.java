package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTest {

    static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "</script><img src=x onerror=alert(1)>",
            "\"><b onmouseover='x'>",
            "'&amp;`{{title}}",
            "a, \"b\"\nc",
            "\u202Egnp.exe \u0000\uD800",
            "\uD83E\uDD8A \u05D0\u05D1\u05D2",
            "<style></style>",
            "<!-- ]]>",
            "javascript:alert(1)");

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    @TempDir
    private Path folder;

    private static String page(Path... runs) {
        return new Report(List.of(runs)).html();
    }

    /** The text of a page as people read it, without script and style. */
    private static String words(String page) {
        return TAG.matcher(page.replaceAll("(?s)<(script|style)>.*?</\\1>", ""))
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x3D;", "=")
                .replace("&#x60;", "`")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    /** The tags of a page with the values of their attributes left out. */
    private static List<String> tags(String page) {
        return TAG.matcher(page)
                .results()
                .map(tag -> tag.group().replaceAll("=\"[^\"]*\"", ""))
                .toList();
    }

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
    void namesOfAnyKindStayText() {
        List<String> hostile = IntStream.range(0, 20)
                .mapToObj(i -> HOSTILE.get(i % HOSTILE.size()))
                .toList();
        String page = page(RichRun.write(folder.resolve("<img src=x>&\"'"), hostile, "0.0005"));
        String plain = page(RichRun.write(folder.resolve("run"), RichRun.names(20), "0.0005"));
        assertThat(tags(page)).isEqualTo(tags(plain));
        assertThat(words(page))
                .contains("<script>alert(1)</script>", "'&amp;`{{title}}", "\\u202Egnp.exe \\u0000\\uD800")
                .doesNotContain("\u202E");
    }

    @Test
    void textsOfAnyKindStayText() {
        String markup = "</pre><script>alert(1)</script><b title=\"x\">";
        RunFolder plain = new RunFolder(folder.resolve("plain"))
                .complete("{\"name\": \"m\", \"stamp\": \"s\", \"plain\": {\"accuracy\": 1}}");
        RunFolder run = new RunFolder(folder.resolve("run"))
                .complete(
                        "{\"name\": \"<i>m\", \"stamp\": \"<b>s\", \"selected-on\": \"<u>\", \"plain\": {\"accuracy\": 1}}");
        plain.with("experiment.yaml", "name: x\n").with("provenance.json", "{\"status\": \"complete\", \"a\": 1}");
        run.with("experiment.yaml", "name: '" + markup + "'\n")
                .with("provenance.json", "{\"status\": \"complete\", \"<b>\": \"<i onclick='x'>\"}");
        assertThat(tags(page(run.path()))).isEqualTo(tags(page(plain.path())));
    }

    @Test
    void thePolicyLetsOnlyTheOwnScriptRunAndNothingLoad() throws NoSuchAlgorithmException {
        String page = page(new RunFolder(folder).complete("").path());
        Matcher script =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
        assertThat(script.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
        String policy = page.substring(page.indexOf("Content-Security-Policy"), page.indexOf("<title>"))
                .replace("&#39;", "'")
                .replace("&#x3D;", "=");
        assertThat(policy)
                .contains("default-src 'none'", "img-src data:;")
                .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe", "connect-src");
        assertThat(script.find()).isFalse();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "report.json | '{\"methods\":\n[}' | 'report.json, line 2'",
                "provenance.json | '{' | 'provenance.json, line 1'",
                "experiment.yaml | 'name: a\nb: [' | 'experiment.yaml, line '",
                "epochs.csv | 'stage,epoch\na,x\n' | 'epochs.csv, line 2: epoch is ''x'''",
                "epochs.csv | 'stage,epoch\na,1' | 'epochs.csv, line 2: the file ends within this line'",
                "geometry/a/epochs.csv | 'epoch,nc1\n0\n' | 'epochs.csv, line 2 has 1 cells'",
                "geometry/a/rows.csv | 'epoch,class,w0\n0,1,x\n' | 'rows.csv, line 2: w0 is ''x'''",
                "geometry/a/layers.csv | 'epoch,layer,mean\n0.5,a,1\n' | 'layers.csv, line 2: epoch is ''0.5'''",
                "geometry/a/filters.csv | 'layer,norms\na,1,2\nb,1,y\n' | 'filters.csv, line 3: '",
                "predictions.csv | 'image,class,m\n0,0,0\n1,0,3\n' | 'predictions.csv, line 3: m is 3, but classes are 0'",
            })
    void aMalformedFileIsNamedWithTheLineAndCostsItsOwnPartAlone(String file, String text, String message) {
        new RunFolder(folder)
                .complete("{\"name\": \"m\", \"plain\": {\"accuracy\": 0.25}}")
                .with("epochs.csv", "stage,epoch\na,0\n")
                .with(file, text);
        List<String> damaged = new ArrayList<>();
        String page = words(new Report(List.of(folder)).html(damaged::add));
        assertThat(damaged).hasSize(1);
        assertThat(damaged.get(0)).contains(message);
        assertThat(page).contains("Careful Damaged", message, "The page is made without this file.");
        assertThat(page.contains(" 25.0 ")).isEqualTo(!file.equals("report.json"));
        assertThat(page.contains("No epoch is over yet")).isEqualTo(file.equals("epochs.csv"));
        assertThat(page).doesNotContain("The run has no report.json");
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
    void picturesOutsideTheRunAreNotShown() throws IOException {
        byte[] png = Files.readAllBytes(
                RichRun.write(folder.resolve("rich"), RichRun.names(10), "0").resolve("samples/0.png"));
        Files.write(folder.resolve("secret.png"), png);
        RunFolder run =
                new RunFolder(folder.resolve("run")).complete("{\"name\": \"m\", \"plain\": {\"accuracy\": 1}}");
        String samples = """
                {"train-counts": [3], "methods": [{"name": "m", "plain": {"accuracy": 1}}],
                 "samples": [{"image": 0, "class": 0, "file": "%s"}]}""";
        run.with("report.json", samples.formatted("../secret.png"));
        assertThat(words(page(run.path()))).doesNotContain("image 0");
        run.with("report.json", samples.formatted("inside.png")).with("inside.png", "no picture");
        assertThat(words(page(run.path()))).doesNotContain("image 0");
        Files.write(run.path().resolve("inside.png"), png);
        assertThat(words(page(run.path()))).contains("image 0");
    }

    @Test
    void picturesThatALinkLeadsToOutsideTheRunAreNotShown() throws IOException {
        byte[] png = Files.readAllBytes(
                RichRun.write(folder.resolve("rich"), RichRun.names(10), "0").resolve("samples/0.png"));
        Files.write(folder.resolve("secret.png"), png);
        RunFolder run =
                new RunFolder(folder.resolve("run")).complete("{\"name\": \"m\", \"plain\": {\"accuracy\": 1}}");
        run.with("report.json", """
                {"train-counts": [3], "methods": [{"name": "m", "plain": {"accuracy": 1}}],
                 "samples": [{"image": 0, "class": 0, "file": "link.png"}, {"image": 1, "class": 0, "file": "own.png"}]}""");
        Files.createSymbolicLink(run.path().resolve("link.png"), folder.resolve("secret.png"));
        Files.write(run.path().resolve("own.png"), png);
        Path link = Files.createSymbolicLink(folder.resolve("link"), run.path());
        assertThat(words(page(link))).contains("image 1").doesNotContain("image 0");
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
    void commandsQuoteThePath() {
        Path run = new RunFolder(folder.resolve("it's here")).complete("").path();
        assertThat(Facts.commands(ReportedRun.read(run, "run")).get(0))
                .isEqualTo("wb reproduce '" + run.toString().replace("'", "'\\''") + "'");
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
