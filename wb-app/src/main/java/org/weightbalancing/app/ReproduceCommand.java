package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.RunRecord;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.LiveView;
import org.weightbalancing.app.run.MovedFeatures;
import org.weightbalancing.app.run.Reproduction;
import org.weightbalancing.app.run.Session;
import org.weightbalancing.app.run.WatchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats a run and says what differs. */
@Command(
        name = "reproduce",
        description = {
            "Repeat a run in a new directory and print what differs, the metrics last.",
            "On the same machine with the same software and number of threads nothing but the times should."
        },
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The directory of a complete run.")
    private Path run;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The run directory to make (default: runs/NAME_sSEED_reproduced_TIME).")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "How far accuracies, as fractions, may differ where the weights are not equal (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "0.02")
    private double tolerance;

    @Mixin
    private DataFolder data;

    @Mixin
    private MovedFeatures features;

    @Mixin
    private WatchOptions watch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--tolerance is " + tolerance + ", allowed is a fraction from 0 to 1");
        }
        RunRecord first = RunRecord.read(RunDirectory.open(run));
        Path folder = data.path(System.getenv());
        StoredRun original = original(folder);
        PrintWriter out = spec.commandLine().getOut();
        Path directory = output.orElseGet(() -> byDefault(original.experiment()));
        try (LiveView live = watch.live()) {
            Session.run(
                    original.catalog(),
                    original.experiment(),
                    folder,
                    () -> live.showing(RunDirectory.create(directory)),
                    watch,
                    out);
        }
        Reproduction reproduction = new Reproduction(first, RunRecord.read(RunDirectory.open(directory)));
        out.println();
        out.print(reproduction.text());
        out.flush();
        return reproduction.sameWeights() || reproduction.largestDifference() <= tolerance
                ? ExitCode.OK
                : ExitCode.NOT_REPRODUCED;
    }

    private StoredRun original(Path folder) {
        StoredRun original = features.located(StoredRun.open(Catalog.load(), run), folder);
        if (features.isNamed()) {
            Backend.start();
            original.images(folder);
        }
        return original;
    }

    private static Path byDefault(Experiment experiment) {
        String time = LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return Path.of("runs", experiment.name() + "_s" + experiment.seed() + "_reproduced_" + time);
    }
}
