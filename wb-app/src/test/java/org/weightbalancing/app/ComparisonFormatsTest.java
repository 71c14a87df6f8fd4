package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.compare.Comparison;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.StoredRuns;
import org.weightbalancing.app.result.ComparedRun;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.text.TableFormat;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/**
 * One table in all formats. Of the repetitions few is 0.4 and 0.6: mean 0.5, sd 0.1 sqrt 2 = 0.141421, half width 12.706 *
 * 0.1 = 1.27062; nll 1 and 1.
 */
final class ComparisonFormatsTest {

    private static final List<Metric> METRICS = List.of(Metric.FEW, Metric.NLL);
    private static final String HOSTILE = "a|b_<i>&\"\\#$%{}~^*`[x]--,\n";

    private static ComparedRun run(String name, String images, String method, double few, double nll, String stamp) {
        Map<Metric, MeanInterval> plain = Map.of(
                Metric.FEW, new MeanInterval(1, few, Double.NaN, few - 0.125, few + 0.125, 0.95),
                Metric.NLL, new MeanInterval(1, nll, Double.NaN, Double.NaN, Double.NaN, 0.95));
        return new ComparedRun(
                name,
                images,
                List.of(new ComparedRun.Method(
                        method,
                        plain,
                        Optional.empty(),
                        "last epoch",
                        stamp.isEmpty() ? Optional.empty() : Optional.of(stamp))));
    }

    private static String table(TableFormat format) {
        return Comparison.of(
                List.of(
                        ComparedRuns.single(run("one", "same", "x", 0.25, 0.5, "")),
                        new ComparedRuns(
                                "two",
                                true,
                                "diverged: s2",
                                List.of(run("s0", "same", "y", 0.4, 1, ""), run("s1", "same", "y", 0.6, 1, ""))),
                        ComparedRuns.single(run("three", "other", "z", 0.75, Double.NaN, "selected-on-test"))),
                METRICS,
                format);
    }

    private static String hostile(TableFormat format) {
        return Comparison.of(
                List.of(ComparedRuns.single(run(HOSTILE, "same", "[m", 0.5, 0.5, ""))), List.of(Metric.FEW), format);
    }

    @Test
    void csv() {
        assertThat(table(TableFormat.CSV)).isEqualTo("""
                run,method,averaging,statistic,repetitions,few,few-sd,few-lower,few-upper,nll,nll-sd,nll-lower,nll-upper,\
                interval,selected-on,stamp,marks
                one,x,plain,value,1,0.250000,,0.125000,0.375000,0.500000,,,,bootstrap,last epoch,,
                two,y,plain,mean of 2,2,0.500000,0.141421,-0.770620,1.77062,1.00000,0.00000,1.00000,1.00000,t,last epoch,,\
                diverged: s2
                three,z,plain,value,1,0.750000,,0.625000,0.875000,,,,,bootstrap,last epoch,selected-on-test,other-images
                """);
        assertThat(hostile(TableFormat.CSV)).contains("\n\"a|b_<i>&\"\"\\#$%{}~^*`[x]--,\n\",[m,plain,");
    }

    @Test
    void json() throws JsonProcessingException {
        JsonNode root = new ObjectMapper().readTree(table(TableFormat.JSON));
        assertThat(root.get("level").asDouble()).isEqualTo(0.95);
        assertThat(root.get("metrics").toString()).isEqualTo("[\"few\",\"nll\"]");
        assertThat(root.get("rows")).hasSize(3);
        assertThat(root.get("rows").get(2).toString())
                .isEqualTo("{\"run\":\"three\",\"method\":\"z\",\"averaging\":\"plain\",\"statistic\":\"value\","
                        + "\"repetitions\":1,\"interval\":\"bootstrap\",\"values\":{\"few\":{\"value\":0.75,\"sd\":null,"
                        + "\"lower\":0.625,\"upper\":0.875},\"nll\":{\"value\":null,\"sd\":null,\"lower\":null,"
                        + "\"upper\":null}},\"selected-on\":\"last epoch\",\"stamp\":\"selected-on-test\","
                        + "\"marks\":[\"other-images\"]}");
        JsonNode two = root.get("rows").get(1);
        assertThat(two.get("values").get("few").get("value").asDouble()).isEqualTo(0.5);
        assertThat(two.get("interval").asText()).isEqualTo("t");
        JsonNode hostile = new ObjectMapper().readTree(hostile(TableFormat.JSON));
        assertThat(hostile.get("rows").get(0).get("run").asText()).isEqualTo(HOSTILE);
    }

    /** Nothing is bold: a run stands beside a mean. */
    @Test
    void markdown() {
        assertThat(table(TableFormat.MARKDOWN)).isEqualTo("""
                | run | method | statistic | few, % | nll | selected on | notes |
                | --- | --- | --- | ---: | ---: | --- | --- |
                | one | x |  | 25.0 \\[12.5, 37.5\\] | 0.500 | last epoch |  |
                | two | y | mean of 2 | 50.0 \\[-77.1, 177.1\\] | 1.000 \\[1.000, 1.000\\] | last epoch | diverged: s2 |
                | three | z |  | 75.0 \\[62.5, 87.5\\] | n/a | last epoch | selected-on-test; other-images |

                In brackets: 95 % intervals, by bootstrap over the test images for a run, by Student's t over the seeds \
                for a mean. Nothing is bold: runs and means do not rank together.
                """);
        assertThat(hostile(TableFormat.MARKDOWN).lines().skip(2).findFirst().orElseThrow())
                .isEqualTo(
                        "| a\\|b\\_&lt;i&gt;&amp;\"\\\\\\#\\$%{}\\~^\\*\\`\\[x\\]--,\\\\n | \\[m | **50.0** \\[37.5, 62.5\\]"
                                + " | last epoch |  |");
    }

    @Test
    void latex() {
        assertThat(table(TableFormat.LATEX)).isEqualTo("""
                % \\usepackage{booktabs}
                \\begin{tabular}{lllrrll}
                \\toprule
                run & method & statistic & few, \\% & nll & selected on & notes \\\\
                \\midrule
                one & x &  & 25.0 [12.5, 37.5] & 0.500 & last epoch &  \\\\
                two & y & mean of 2 & 50.0 [-77.1, 177.1] & 1.000 [1.000, 1.000] & last epoch & diverged: s2 \\\\
                three & z &  & 75.0 [62.5, 87.5] & n/a & last epoch & selected-on-test; other-images \\\\
                \\bottomrule
                \\end{tabular}

                In brackets: 95 \\% intervals, by bootstrap over the test images for a run, by Student's t over the seeds \
                for a mean. Nothing is bold: runs and means do not rank together.
                """);
        assertThat(hostile(TableFormat.LATEX)).contains("\\textbf{50.0} [37.5, 62.5]");
        assertThat(hostile(TableFormat.LATEX))
                .contains(
                        "\na\\textbar{}b\\_\\textless{}i\\textgreater{}\\&\\textquotedbl{}\\textbackslash{}\\#\\$\\%\\{\\}"
                                + "\\textasciitilde{}\\textasciicircum{}*\\textasciigrave{}[x]-{}-,\\textbackslash{}n & [m & ");
        String bracket = Comparison.of(
                List.of(ComparedRuns.single(run("[12pt]", "", "m", 0.5, 0.5, ""))), METRICS, TableFormat.LATEX);
        assertThat(bracket).as("no argument of the line before").contains("\\midrule\n{}[12pt] & m");
    }

    @Test
    void whatOnlyDescribesIsNotBold() {
        Map<Metric, MeanInterval> values = Map.of(
                Metric.CONFIDENCE, new MeanInterval(1, 0.75, Double.NaN, Double.NaN, Double.NaN, 0.95),
                Metric.ENTROPY, new MeanInterval(1, 0.25, Double.NaN, Double.NaN, Double.NaN, 0.95));
        ComparedRun run = new ComparedRun(
                "one",
                "same",
                List.of(new ComparedRun.Method("x", values, Optional.empty(), "last epoch", Optional.empty())));
        for (TableFormat format : List.of(TableFormat.MARKDOWN, TableFormat.LATEX)) {
            assertThat(Comparison.of(
                            List.of(ComparedRuns.single(run)), List.of(Metric.CONFIDENCE, Metric.ENTROPY), format))
                    .contains("75.0", "25.0")
                    .doesNotContain("**", "textbf");
        }
    }

    /** Of few 0.5 is the best without flip averaging, 0.75 with it; of nll 1 and 0.5. */
    @Test
    void flipAveragedValuesRankAmongThemselves() {
        List<ComparedRuns> runs = List.of(flipped("a", 0.5, 1, 0.625, 0.75), flipped("b", 0.25, 2, 0.75, 0.5));
        assertThat(Comparison.of(runs, METRICS, TableFormat.MARKDOWN).lines().skip(2))
                .containsExactly(
                        "| a | x | plain | **50.0** | **1.000** |  |  |",
                        "| a | x | flip | 62.5 | 0.750 |  |  |",
                        "| b | x | plain | 25.0 | 2.000 |  |  |",
                        "| b | x | flip | **75.0** | **0.500** |  |  |",
                        "",
                        "In brackets: 95 % intervals, by bootstrap over the test images for a run, by Student's t over the"
                                + " seeds for a mean. Bold: the best of a column, of those with flip averaging and those"
                                + " without each.");
    }

    private static ComparedRuns flipped(String name, double few, double nll, double flippedFew, double flippedNll) {
        return ComparedRuns.single(new ComparedRun(
                name,
                "",
                List.of(new ComparedRun.Method(
                        "x", alone(few, nll), Optional.of(alone(flippedFew, flippedNll)), "", Optional.empty()))));
    }

    private static Map<Metric, MeanInterval> alone(double few, double nll) {
        return Map.of(
                Metric.FEW, new MeanInterval(1, few, Double.NaN, Double.NaN, Double.NaN, 0.95),
                Metric.NLL, new MeanInterval(1, nll, Double.NaN, Double.NaN, Double.NaN, 0.95));
    }

    /** A mean that does not compare leaves the runs to rank: its repetitions were selected on test images. */
    @Test
    void onlyWhatComparesIsMixed() {
        ComparedRuns single = ComparedRuns.single(run("a", "", "x", 0.5, 1, ""));
        ComparedRun other = run("s0", "", "x", 0.75, 2, "selected-on-test");
        String table = Comparison.of(
                List.of(single, new ComparedRuns("b", true, "", List.of(other, other))), METRICS, TableFormat.MARKDOWN);
        assertThat(table).contains("**50.0**", "**1.000**", "Bold: the best of a column.\n");
    }

    @Test
    void allThatAreBestAreBold() {
        String table = Comparison.of(
                List.of(
                        ComparedRuns.single(run("a", "", "x", 0.5, 1, "")),
                        ComparedRuns.single(run("b", "", "x", 0.5, 2, "")),
                        ComparedRuns.single(run("c", "", "x", 0.9, 0.1, "selected-on-test"))),
                METRICS,
                TableFormat.MARKDOWN);
        assertThat(table.lines().skip(2).limit(3))
                .containsExactly(
                        "| a | x | **50.0** \\[37.5, 62.5\\] | **1.000** | last epoch |  |",
                        "| b | x | **50.0** \\[37.5, 62.5\\] | 2.000 | last epoch |  |",
                        "| c | x | 90.0 \\[77.5, 102.5\\] | 0.100 | last epoch | selected-on-test |");
    }

    @Test
    void theCommandTakesFormatAndMetrics(@TempDir Path folder) {
        StoredRuns.complete(folder.resolve("r"), "u", 0.75, "00001123", "00001120");
        RunDirectory begun = RunDirectory.create(folder.resolve("begun"));
        begun.write(RunDirectory.EXPERIMENT, "name: x\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String run = folder.resolve("r").toString();
        assertThat(wb(
                        out,
                        err,
                        "compare",
                        run,
                        begun.path().toString(),
                        "--format",
                        "csv",
                        "--metrics",
                        "few, many,few"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines().limit(2))
                .containsExactly(
                        "run,method,averaging,statistic,repetitions,few,few-sd,few-lower,few-upper,many,many-sd,many-lower,"
                                + "many-upper,interval,selected-on,stamp,marks",
                        "r,one,plain,value,1,0.500000,,,,0.750000,,,,,last epoch,,");
        assertThat(err.toString().lines())
                .containsExactly("wb: " + begun.path() + " is not complete but barely begun; left out");
        assertThat(wb(out, err, "compare", run, "--metrics", "macro-f2")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean \"macro-f1\"?");
        assertThat(wb(out, err, "compare", run, "--format", "xls")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("option '--format': 'xls' is not allowed; allowed are: text, csv, json, markdown, latex\n");
        assertThat(wb(out, err, "compare", run, "--format", "LATEX")).isEqualTo(ExitCode.OK);
        assertThat(wb(out, err, "compare", run, run, "--paired", "--format", "json"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--format is of the table, not of --paired");
    }

    private static int wb(StringWriter out, StringWriter err, String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
