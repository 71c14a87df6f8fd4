package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.run.WatchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries out an experiment file. */
@Command(
        name = "train",
        description = {
            "Carry out an experiment: train its stages, test them, and write a run directory.",
            "With --seeds, do so once for each seed, s0, s1, ... in one folder, and sum up. A repetition that diverges is "
                    + "named there and does not stop the others; the exit code is then 6."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "EXPERIMENT.yaml", description = "The experiment; 'wb describe experiment' explains it.")
    private Path file;

    @Mixin
    private DataFolder data;

    @Mixin
    private RunOptions options;

    @Mixin
    private WatchOptions watch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.load();
        Path folder = data.path(System.getenv());
        Experiment experiment =
                new ExperimentFile(catalog).read(file, options.changes()).located(folder);
        return options.carryOut(
                catalog, experiment, folder, watch, spec.commandLine().getOut());
    }
}
