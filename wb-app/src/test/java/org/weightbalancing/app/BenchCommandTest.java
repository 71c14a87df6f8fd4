package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.run.ExitCode;

/** {@code wb bench} on the smallest network that has a name. */
final class BenchCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TINY = List.of(
            "bench",
            "--network",
            "resnet8",
            "--classes",
            "3",
            "--batch",
            "2",
            "--steps",
            "2",
            "--rounds",
            "2",
            "--warmup",
            "1");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int bench(String... more) {
        return wb(TINY, more);
    }

    private int wb(List<String> first, String... more) {
        List<String> arguments = new ArrayList<>(first);
        arguments.addAll(List.of(more));
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private String program(String script) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        return "/bin/sh '" + Files.writeString(folder.resolve("program"), script) + "'";
    }

    @Test
    void aloneBothTasksAreMeasured() {
        assertThat(bench()).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "resnet8, 3 classes, batches of 2",
                        "2 rounds of 2, after 1 to warm up",
                        "nd4j-native:1.0.0-M2.1")
                .containsPattern("train wb +[\\d.]+ +[\\d.]+ +4 ")
                .containsPattern("infer wb +[\\d.]+ +[\\d.]+ +4 ")
                .doesNotContain("pair");
    }

    @Test
    void oneTaskIsMeasuredAndWrittenToAFile() throws IOException {
        Path file = folder.resolve("results/bench.json");
        assertThat(bench("--task", "infer", "--format", "json", "-o", file.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(file).content().isEqualTo(out.toString());
        JsonNode json = JSON.readTree(out.toString());
        assertThat(json.get("train").isNull()).isTrue();
        assertThat(json.at("/infer/wb/median").doubleValue()).isPositive();
        assertThat(json.at("/infer/wb/rounds/1")).hasSize(2);
        assertThat(json.at("/machine/threads").intValue()).isPositive();
        assertThat(json.at("/convolutions/infer")).hasSize(7);
        assertThat(json.at("/memory/heap-bytes").longValue()).isPositive();
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void stockIsComparedInAsManyRounds() throws IOException {
        assertThat(bench("--against", "stock", "--format", "json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        JsonNode json = JSON.readTree(out.toString());
        assertThat(json.at("/against/command").textValue()).isEqualTo("stock");
        for (String task : List.of("train", "infer")) {
            JsonNode measured = json.get(task);
            assertThat(measured.at("/wb/steps").intValue()).isEqualTo(4);
            assertThat(measured.at("/other/steps").intValue()).isEqualTo(2);
            assertThat(measured.get("pairs")).hasSize(2);
            assertThat(measured.at("/pairs/0/ratio").doubleValue())
                    .isEqualTo(measured.at("/pairs/0/wb").doubleValue()
                            / measured.at("/pairs/0/other").doubleValue());
            assertThat(measured.at("/ratio/median").doubleValue()).isPositive();
        }
    }

    @Test
    void aProgramIsAskedForWarmUpAndRoundsOfEachTask() throws IOException {
        Path requests = folder.resolve("requests");
        String script = """
                echo "$WB_BENCH_NETWORK $WB_BENCH_CLASSES $WB_BENCH_BATCH ${WB_BENCH_THREADS:+threads}" >&2
                while read -r task steps; do
                    echo "$task $steps" >>'%s'
                    i=0
                    while [ $i -lt "$steps" ]; do i=$((i + 1)); echo 0.5; done
                done
                """.formatted(requests);
        assertThat(bench("--against", program(script))).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(requests).content().isEqualTo("train 1\ninfer 1\ntrain 2\ntrain 2\ninfer 2\ninfer 2\n");
        assertThat(out.toString())
                .contains("resnet8 3 2 threads")
                .containsPattern("train other +0\\.5 +0\\.5 +4 ")
                .containsPattern("infer median +[\\d.]+  from ");
    }

    @Test
    void aFaultyProgramIsOneMessageAndTheCodeOfTheCommandLine() throws IOException {
        assertThat(bench("--against", program("echo broken >&2; exit 9"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("wb: the program '/bin/sh ")
                .contains("exit code 9")
                .endsWith("wb:   broken\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anAbsentProgramIsTold() {
        assertThat(bench("--against", folder.resolve("absent").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("absent' cannot be started");
    }

    @Test
    void anUnknownNetworkIsAnsweredWithTheNearestAndAll() {
        assertThat(wb(List.of("bench"), "--network", "resnet23")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("wb: unknown network 'resnet23'; did you mean 'resnet20'? allowed: resnet8, resnet14")
                .contains("resnet110", "resnet34");
    }

    @ParameterizedTest
    @CsvSource({
        "--batch, 0, 1",
        "--classes, 1, 2",
        "--steps, 0, 1",
        "--rounds, -1, 1",
        "--warmup, 0, 1",
        "--timeout, 0, 1 second"
    })
    void numbersHaveALeastValue(String option, String value, String least) {
        assertThat(wb(List.of("bench"), option, value)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("wb: " + option + " is " + value + ", but must be at least " + least + "\n");
    }

    @Test
    void unknownTasksAndFormatsAreRefused() {
        assertThat(bench("--task", "sleep")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--task", "sleep");
        assertThat(bench("--format", "xml")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--format", "xml");
    }

    @Test
    void theRootOfTheDiskIsNoFile() {
        assertThat(bench("-o", "/")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--output is /, but must be a file");
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(bench("--task", "infer", "-o", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--output is " + folder);
        assertThat(out.toString()).isEmpty();
    }
}
