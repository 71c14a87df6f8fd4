package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                "epochs.csv | 'stage,epoch\na,x' | 'epochs.csv, line 2: epoch is ''x'''",
                "geometry/a/epochs.csv | 'epoch,nc1\n0' | 'epochs.csv, line 2 has 1 cells'"
            })
    void aMalformedFileIsNamedWithTheLine(String file, String text, String message) {
        new RunFolder(folder).complete("").with(file, text);
        assertThatThrownBy(() -> page(folder))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPredictionOfNoClassIsNamedWithTheLine() {
        new RunFolder(folder)
                .complete("{\"name\": \"m\", \"plain\": {\"accuracy\": 1}}")
                .with("predictions.csv", "image,class,m\n0,0,0\n1,0,3\n");
        assertThatThrownBy(() -> page(folder))
                .hasMessageEndingWith("predictions.csv, line 3: m is 3, but classes are 0 to 2");
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
        assertThat(words(page(one, one))).doesNotContain("other images");
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
