package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.bench.BenchJson;
import org.weightbalancing.app.bench.BenchReport;
import org.weightbalancing.app.bench.BenchText;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.model.ResNetSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the speed of a network. */
@Command(
        name = "bench",
        description = {
            "Measure how many images a second a network trains on and classifies.",
            "A training step is cross-entropy, weight decay and the heavy ball on one batch of random images. With "
                    + "--against, wb and the other take turns round by round, and the ratio is taken pair by pair."
        },
        footer = {
            "",
            "--against stock compares with the same network of DL4J's own layers, which makes a tenth of the steps "
                    + "because it is so much slower. Shortcuts without parameters stay wb's, DL4J has none.",
            "--against COMMAND compares with a program. wb writes requests to its standard input, one a line, as "
                    + "'train 20' or 'infer 20'; it answers with so many lines, the images/s of one step on each. It "
                    + "finds network, classes, batch and threads in the variables WB_BENCH_NETWORK, WB_BENCH_CLASSES, "
                    + "WB_BENCH_BATCH and WB_BENCH_THREADS. Such a program is wb-app/benchmarks/pytorch_resnet.py:",
            "  wb bench --against \"python3 wb-app/benchmarks/pytorch_resnet.py\""
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    /** How results are printed. */
    enum Format {
        TEXT,
        JSON;

        String of(BenchReport report) {
            return this == JSON ? BenchJson.text(report) : BenchText.of(report);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private BenchOptions options;

    @Option(
            names = "--against",
            paramLabel = "stock|COMMAND",
            description = "Compare with DL4J's own layers, or with a program.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long the program may be silent when it is to answer (default: 600).")
    private int timeout;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What is printed: one of ${COMPLETION-CANDIDATES} (default: text).")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the results as JSON to a file, replacing what was there.")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        BenchReport.Workload workload = options.workload();
        ResNetSpec network = options.spec(workload);
        Optional<RunDirectory> folder = output.map(this::folder);
        if (timeout < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout is " + timeout + ", but must be at least 1 second");
        }
        BenchReport report = report(new Bench(workload, network, options.tasks(), Backend.start()));
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.of(report));
        out.flush();
        folder.ifPresent(
                parent -> parent.write(output.orElseThrow().getFileName().toString(), BenchJson.text(report)));
        return ExitCode.OK;
    }

    // Told before minutes are spent.
    private RunDirectory folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .filter(parent -> !Files.isDirectory(file))
                .map(RunDirectory::new)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "--output is " + file + ", but must be a file"));
    }

    private BenchReport report(Bench bench) {
        if (against.isEmpty()) {
            return bench.alone();
        }
        return against.get().equals(BenchReport.STOCK)
                ? bench.againstStock()
                : bench.against(against.get(), Duration.ofSeconds(timeout));
    }
}
