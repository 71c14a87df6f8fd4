package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.explain.Explanation;
import org.weightbalancing.app.explain.RunFacts;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells in words what an experiment does. */
@Command(
        name = "explain",
        description = {
            "Tell in words what a run did, or what an experiment file would do.",
            "Then come the keys in which it differs from the preset that it names (or from the nearest), and what to mind "
                    + "in its numbers. Nothing is computed, and no images are needed."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RUN|EXPERIMENT.yaml",
            description = "The directory of a run or of repetitions, or an experiment file.")
    private Path path;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a setting of the file first, as stages.features.epochs=3; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.load();
        if (Files.isDirectory(path) && !sets.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--set changes an experiment file, but " + path + " is a run, which is over");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(explanation(catalog).text());
        out.flush();
        return ExitCode.OK;
    }

    private Explanation explanation(Catalog catalog) {
        ExperimentFile files = new ExperimentFile(catalog);
        if (!Files.isDirectory(path)) {
            return new Explanation(catalog, files.read(path, sets), Optional.empty());
        }
        if (RepetitionFolder.is(path)) {
            RepetitionFolder folder = RepetitionFolder.open(path);
            long first = folder.plan().seeds().seeds().get(0);
            Experiment experiment = folder.plan().experiment(catalog, first);
            return new Explanation(catalog, experiment, Optional.of(RunFacts.read(folder)));
        }
        RunDirectory run = RunDirectory.open(path);
        Experiment experiment = Files.exists(run.file(RunDirectory.PROVENANCE))
                ? StoredRun.open(catalog, path).experiment()
                : files.read(run.file(RunDirectory.EXPERIMENT), List.of());
        return new Explanation(catalog, experiment, Optional.of(RunFacts.read(run)));
    }
}
