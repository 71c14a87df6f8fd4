package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.folder.RepetitionPlan;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.SeedList;
import org.weightbalancing.app.run.LiveView;
import org.weightbalancing.app.run.Repetitions;
import org.weightbalancing.app.run.Session;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.text.Nearest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
            names = "--seeds",
            paramLabel = "LIST",
            converter = SeedListConverter.class,
            description = "Repeat the experiment with each of these seeds, as 0..4 or 0,3,7, in one folder with a "
                    + "summary: means, intervals, a paired bootstrap.")
    private Optional<SeedList> seeds = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "METHOD",
            description = "With --seeds: the method that the others are compared with (default: the first).")
    private Optional<String> against = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The run directory to make (default: runs/NAME_sSEED_TIME, with --seeds runs/NAME_TIME).")
    private Optional<Path> output = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The changes of the experiment, the seed last. */
    List<String> changes() {
        List<String> changes = new ArrayList<>(sets);
        seed.ifPresent(number -> changes.add("seed=" + number));
        return changes;
    }

    /** Carries out an experiment once, or once for each seed; gives the exit code. */
    int carryOut(Catalog catalog, Experiment experiment, Path data, WatchOptions watch, PrintWriter out) {
        if (seeds.isEmpty()) {
            if (against.isPresent()) {
                throw new ParameterException(spec.commandLine(), "--against needs --seeds");
            }
            try (LiveView live = watch.live()) {
                return Session.run(catalog, experiment, data, () -> live.showing(directory(experiment)), watch, out);
            }
        }
        if (seed.isPresent() || sets.stream().anyMatch(set -> set.strip().startsWith("seed="))) {
            throw new ParameterException(spec.commandLine(), "--seeds and a seed exclude each other; give one of them");
        }
        RepetitionPlan plan = RepetitionPlan.of(catalog, experiment, seeds.get(), against(experiment));
        return Repetitions.run(catalog, plan, data, path(experiment.name()), watch, out);
    }

    private String against(Experiment experiment) {
        List<String> methods = Stream.concat(
                        experiment.stages().stream().map(StageSettings::name),
                        experiment.postHoc().stream().map(PostHocSettings::name))
                .toList();
        String method = against.orElse(methods.get(0));
        if (!methods.contains(method)) {
            throw new ParameterException(
                    spec.commandLine(), "--against is '" + method + "'" + Nearest.hint(method, methods, "allowed"));
        }
        return method;
    }

    /** Makes the run directory. */
    RunDirectory directory(Experiment experiment) {
        return RunDirectory.create(path(experiment.name() + "_s" + experiment.seed()));
    }

    private Path path(String name) {
        return output.orElseGet(() -> Path.of(
                "runs", name + "_" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP)));
    }
}
