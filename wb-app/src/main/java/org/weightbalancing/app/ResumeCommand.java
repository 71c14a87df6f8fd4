package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.RunState;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.LiveView;
import org.weightbalancing.app.run.MovedFeatures;
import org.weightbalancing.app.run.Repetitions;
import org.weightbalancing.app.run.Session;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.training.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was interrupted, or whose process was killed. */
@Command(
        name = "resume",
        description = {
            "Go on with a run that was interrupted or killed.",
            "With the same number of threads the result equals, bit for bit, that of a run that was never stopped."
        },
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The directory of the run, or the folder of repetitions.")
    private Path run;

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
        PrintWriter out = spec.commandLine().getOut();
        Catalog catalog = Catalog.load();
        Path folder = data.path(System.getenv());
        if (RepetitionFolder.is(run)) {
            return Repetitions.resume(catalog, run, features, folder, watch, out);
        }
        RunDirectory directory = RunDirectory.open(run);
        if (!Files.exists(directory.file(RunDirectory.PROVENANCE))) {
            return begin(catalog, directory, folder, out);
        }
        String status = Provenance.status(directory);
        if (status.equals(RunState.COMPLETE)) {
            StoredRun.open(catalog, run);
            out.println("the run is complete, nothing is left to do: " + directory.path());
            out.flush();
            return ExitCode.OK;
        }
        if (status.startsWith(RunState.DIVERGED)) {
            throw new RunDirectoryException("the run has " + status
                    + "; going on would do the same again, so change the experiment and train it anew");
        }
        StoredRun stored = features.located(StoredRun.open(catalog, run), folder);
        try (LiveView live = watch.live()) {
            live.show(directory.path());
            return Session.resume(stored, folder, watch, out);
        }
    }

    /** Begins a run that was stopped before its first note. */
    private int begin(Catalog catalog, RunDirectory directory, Path folder, PrintWriter out) {
        Experiment experiment = features.located(
                new ExperimentFile(catalog).read(directory.file(RunDirectory.EXPERIMENT), List.of()), folder);
        try (LiveView live = watch.live()) {
            live.show(directory.path());
            return Session.goOn(catalog, experiment, folder, directory.path(), watch, out);
        }
    }
}
