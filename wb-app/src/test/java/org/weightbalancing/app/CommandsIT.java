package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;

/** The commands as a user starts them: the launcher, the packaged application, the module path. */
final class CommandsIT {

    private static final List<String> TINY = List.of(
            "--set",
            "data.source.largest=24",
            "--set",
            "data.source.validation-per-class=1",
            "--set",
            "data.source.test-per-class=2",
            "--set",
            "data.long-tail.imbalance=4",
            "--set",
            "model.width=2");

    @TempDir
    private Path folder;

    @BeforeEach
    void needAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    }

    private ProcessBuilder wb(List<String> more, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("wb.launcher"));
        builder.command().addAll(List.of(arguments));
        builder.command().addAll(more);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.directory(folder.toFile());
    }

    private List<String> brief(int epochs) {
        return Stream.concat(
                        TINY.stream(),
                        Stream.of("naive", "weight-decay", "weight-balancing")
                                .flatMap(stage -> Stream.of("--set", "stages." + stage + ".epochs=" + epochs)))
                .toList();
    }

    @Test
    void theDemoRunsAndItsNetworksAreTestedAnew() throws IOException, InterruptedException {
        JavaProcess.Result demo = JavaProcess.run(wb(brief(1), "demo", "-o", "run"));
        assertThat(demo.exit()).as(demo.toString()).isZero();
        assertThat(demo.out())
                .contains("naive", "weight-decay", "l2-normalization", "tau-normalization", "weight-balancing")
                .contains("Everything is in " + folder.toRealPath().resolve("run"));
        assertThat(folder.resolve("run/plots/accuracy.png")).isNotEmptyFile();

        JavaProcess.Result evaluated = JavaProcess.run(wb(List.of(), "evaluate", "run"));
        assertThat(evaluated.exit()).as(evaluated.toString()).isZero();
        assertThat(demo.out()).contains(evaluated.out());
        assertThat(evaluated.err()).isEmpty();
    }

    @Test
    void theBenchmarkComparesWithStockLayersAndWithAProgram() throws IOException, InterruptedException {
        List<String> brief = List.of("--network", "resnet8", "--batch", "2", "--steps", "1", "--rounds", "1");
        JavaProcess.Result stock = JavaProcess.run(wb(brief, "bench", "--against", "stock", "-o", "bench.json"));
        assertThat(stock.exit()).as(stock.toString()).isZero();
        assertThat(stock.out()).contains("train stock").contains("wb            " + System.getProperty("wb.version"));
        assertThat(stock.err()).isEmpty();
        assertThat(folder.resolve("bench.json")).content().contains("\"command\" : \"stock\"");

        String answer = "while read -r task steps; do yes 0.5 | head -n $steps; done";
        Files.writeString(folder.resolve("program.sh"), answer);
        JavaProcess.Result program = JavaProcess.run(wb(brief, "bench", "--against", "sh program.sh"));
        assertThat(program.exit()).as(program.toString()).isZero();
        assertThat(program.out()).containsPattern("infer other +0\\.5 +0\\.5 +1 ");
    }

    @Test
    void anInterruptEndsWithOneLineAndNoHalfFile() throws IOException, InterruptedException {
        assumeTrue(!JavaProcess.ignoresInterrupts(), "the signal is ignored");
        Path err = folder.resolve("err");
        Process demo = wb(brief(100_000), "demo", "-o", "run")
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
        Path epochs = folder.resolve("run/epochs.csv");
        for (int tenths = 0; tenths < 6000 && demo.isAlive() && !Files.exists(epochs); tenths++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(epochs).as(Files.readString(err)).exists();
        JavaProcess.Result second = JavaProcess.run(wb(List.of(), "resume", "run"));
        assertThat(second.exit()).as(second.toString()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(second.err()).contains("run is in use by process " + demo.pid());
        new ProcessBuilder("/bin/sh", "-c", "kill -INT " + demo.pid()).start().waitFor();
        assertThat(demo.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
        assertThat(demo.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(Files.readAllLines(err).stream().filter(line -> line.startsWith("wb:")))
                .containsExactly(
                        "wb: interrupted; 'wb resume " + folder.toRealPath().resolve("run") + "' goes on");
        try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }
}
