package org.weightbalancing.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What can be said of every run on the command line. */
final class RunOptions {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a setting of the experiment, as stages.features.epochs=3; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Change the experiment's seed.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The run directory to make (default: runs/NAME_sSEED_TIME).")
    private Optional<Path> output = Optional.empty();

    /** The changes of the experiment, the seed last. */
    List<String> changes() {
        List<String> changes = new ArrayList<>(sets);
        seed.ifPresent(number -> changes.add("seed=" + number));
        return changes;
    }

    /** Makes the run directory. */
    RunDirectory directory(Experiment experiment) {
        return RunDirectory.create(output.orElseGet(() -> Path.of(
                "runs",
                experiment.name() + "_s" + experiment.seed() + "_"
                        + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP))));
    }
}
