package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries out an experiment file. */
@Command(
        name = "train",
        description = "Carry out an experiment: train its stages, test them, and write a run directory.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "EXPERIMENT.yaml", description = "The experiment; 'wb describe experiment' explains it.")
    private Path file;

    @Mixin
    private DataFolder data;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog catalog = Catalog.load();
        Experiment experiment = new ExperimentFile(catalog).read(file, options.changes());
        return Session.run(
                catalog,
                experiment,
                data.path(System.getenv()),
                options,
                spec.commandLine().getOut());
    }
}
