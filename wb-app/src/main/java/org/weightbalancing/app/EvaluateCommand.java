package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.LogitFiles;
import org.weightbalancing.app.result.ResultTable;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.result.Testing;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.MovedFeatures;
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

    @Mixin
    private MovedFeatures features;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = data.path(System.getenv());
        StoredRun stored = features.located(StoredRun.open(Catalog.load(), run), folder);
        Backend.start();
        Images images = stored.images(folder);
        Testing testing = new Testing(stored.experiment(), stored.selections(), images, LogitFiles.none());
        Results results = Results.of(stored.networks(), testing, images);
        PrintWriter out = spec.commandLine().getOut();
        out.print(ResultTable.text(results));
        out.flush();
        return ExitCode.OK;
    }
}
