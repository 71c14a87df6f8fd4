package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.app.report.PageText.page;
import static org.weightbalancing.app.report.PageText.tags;
import static org.weightbalancing.app.report.PageText.words;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of runs whose files anybody may have written, or damaged. */
final class UntrustedReportTest {

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

    @TempDir
    private Path folder;

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
    void commandsQuoteThePath() {
        Path run = new RunFolder(folder.resolve("it's here")).complete("").path();
        assertThat(Facts.commands(ReportedRun.read(run, "run")).get(0))
                .isEqualTo("wb reproduce '" + run.toString().replace("'", "'\\''") + "'");
    }
}
