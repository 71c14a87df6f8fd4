package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests the networks of an earlier run anew. */
@Command(
        name = "evaluate",
        description = "Test the networks of a run directory anew and print the table.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The directory of an earlier run.")
    private Path run;

    @Mixin
    private DataFolder data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run);
        Catalog catalog = Catalog.load();
        Provenance.requirePlugIns(catalog, directory);
        ExperimentFile file = new ExperimentFile(catalog);
        Experiment experiment = file.read(directory.file(RunDirectory.EXPERIMENT), List.of());
        Provenance.requireUnchanged(file.sha256(experiment), directory);
        Backend.start();
        Images images = Images.open(catalog, experiment, data.path(System.getenv()));
        Provenance.requireSame(images, directory);
        Results results = Results.of(Trained.read(catalog, experiment, directory), images, experiment.evaluation());
        PrintWriter out = spec.commandLine().getOut();
        out.print(ResultTable.text(results));
        out.flush();
        return ExitCode.OK;
    }
}
