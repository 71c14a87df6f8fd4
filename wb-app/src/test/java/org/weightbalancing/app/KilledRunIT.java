package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RunDirectory;

/**
 * A run that is killed again and again, at random moments and in the middle of writing its checkpoints, ends as one that
 * nobody has touched: bit for bit.
 */
final class KilledRunIT {

    /** More on demand: -Dwb.kills=100. */
    private static final int KILLS = Integer.getInteger("wb.kills", 20);

    private static final String EXPERIMENT = """
            name: killed
            data:
              source: {name: drawn, largest: 40, validation-per-class: 2, test-per-class: 3}
              long-tail: {profile: exponential, imbalance: 10}
              augmentation: [{name: pad-crop, pad: 2}, horizontal-flip]
            model: {architecture: resnet-8, width: 4}
            stages:
              - name: features
                epochs: 12
                batch: 16
                learning-rate: 0.05
                keep: best-on-validation
                mixing: mixup
                averaging: {name: ema, decay: 0.9}
                regularizers: [{name: weight-decay, decay: 1e-3, on: all}]
              - name: balance
                trains: classifier
                epochs: 30
                batch: 16
                views: 2
                loss: class-balanced-cross-entropy
                learning-rate: 0.05
                regularizers:
                  - {name: weight-decay, decay: 5e-3, on: classifier}
                  - {name: max-norm, fraction: 0.1}
              - name: published
                from: features
                trains: classifier
                input: images
                batch-norm: update
                epochs: 10
                batch: 16
                sampler: class-balanced
                loss: class-balanced-softmax-bce
                learning-rate: 0.01
                keep: best-on-test
                restart-classifier: true
                regularizers: [{name: max-norm, fraction: 0.1, cadence: every-epoch}]
            post-hoc:
              - name: temperature
                from: balance
                adjustments: [temperature]
            evaluation: {shot-groups: {many-above: 20, few-below: 8}}
            """;

    private final SplittableRandom random = new SplittableRandom(20);

    /** Nanoseconds of the fastest run that nobody killed. */
    private long patience;

    @TempDir
    private Path folder;

    @BeforeEach
    void needAShell() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        Files.writeString(folder.resolve("killed.yaml"), EXPERIMENT);
    }

    private ProcessBuilder wb(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("wb.launcher"));
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WB_THREADS", "1");
        builder.environment().put("WB_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return builder.directory(folder.toFile());
    }

    @Test
    void everyRunEndsAsIfNobodyHadTouchedIt() throws IOException, InterruptedException {
        long started = System.nanoTime();
        JavaProcess.Result whole = JavaProcess.run(wb("train", "killed.yaml", "-o", "whole", "--quiet"));
        assertThat(whole.exit()).as(whole.toString()).isZero();
        patience = System.nanoTime() - started;

        List<String> run = new ArrayList<>();
        int kills = 0;
        int inWriting = 0;
        int runs = 0;
        while (isToBeKilled(kills, inWriting) || !run.isEmpty()) {
            String name = "run-" + runs;
            List<String> command = new ArrayList<>(beginning(name));
            command.addAll(List.of("--checkpoint-minutes", "0"));
            run.add(name);
            boolean writing = kills % 2 == 1;
            boolean last = !isToBeKilled(kills, inWriting);
            if (!last && killed(command, folder.resolve(name), writing)) {
                kills++;
                inWriting += halfWritten(folder.resolve(name)) ? 1 : 0;
            } else if (Files.exists(folder.resolve(name).resolve(RunDirectory.PROVENANCE)) || last) {
                finish(name);
                requireEqual(folder.resolve("whole"), folder.resolve(name));
                run.clear();
                runs++;
            }
        }
        assertThat(inWriting).as("kills in the middle of a checkpoint").isPositive();
        System.out.println("KilledRunIT: " + kills + " kills, " + inWriting + " of them inside a checkpoint write, "
                + runs + " runs, all equal to the untouched one");
    }

    /** Whether there were fewer kills than asked for, or none of them in the middle of a checkpoint: the disk may be fast. */
    private static boolean isToBeKilled(int kills, int inWriting) {
        return kills < KILLS || (inWriting == 0 && kills < 10 * KILLS);
    }

    /** Starts a process and kills it; false if it ended first. */
    private boolean killed(List<String> command, Path run, boolean writing) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = wb(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        long end = started + (long) (patience * random.nextDouble(0.2, 1.2));
        while (process.isAlive() && (System.nanoTime() < end || (writing && !halfWritten(run)))) {
            if (!writing) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        boolean alive = process.isAlive();
        if (!alive && command.get(0).equals("train")) {
            patience = Math.min(patience, System.nanoTime() - started);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
        assertThat(alive || process.exitValue() == 0)
                .as(() -> "a process failed by itself: " + command + "\n" + text(folder.resolve("out")))
                .isTrue();
        return alive;
    }

    /** A run that was killed before its experiment was written has not begun. */
    private List<String> beginning(String name) {
        return Files.exists(folder.resolve(name).resolve(RunDirectory.EXPERIMENT))
                ? List.of("resume", name, "--quiet")
                : List.of("train", "killed.yaml", "-o", name, "--quiet");
    }

    private void finish(String name) throws IOException, InterruptedException {
        JavaProcess.Result result = JavaProcess.run(wb(beginning(name).toArray(String[]::new)));
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private static boolean halfWritten(Path run) throws IOException {
        Path checkpoints = run.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.anyMatch(file -> !file.toString().endsWith(".state"));
        }
    }

    private static void requireEqual(Path whole, Path run) throws IOException {
        assertThat(json(run.resolve("provenance.json")).path("status").asText()).isEqualTo("complete");
        assertThat(json(run.resolve("provenance.json")).path("weights"))
                .isEqualTo(json(whole.resolve("provenance.json")).path("weights"))
                .hasSize(4);
        assertThat(json(run.resolve("report.json"))).isEqualTo(json(whole.resolve("report.json")));
        assertThat(epochs(run)).isEqualTo(epochs(whole)).hasSize(1 + 12 + 30 + 10);
        assertThat(geometry(run)).isEqualTo(geometry(whole)).hasSizeGreaterThan(10);
    }

    /** The files of geometry and logits by name, as Latin-1. */
    private static Map<String, String> geometry(Path run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String folder : List.of("geometry", "logits")) {
            try (Stream<Path> all = Files.walk(run.resolve(folder))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(
                            run.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }

    /** Without the seconds and the speed, which are columns 6 and 7. */
    private static List<List<String>> epochs(Path run) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("epochs.csv"))) {
            List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
            cells.subList(6, 8).clear();
            lines.add(cells);
        }
        return lines;
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
