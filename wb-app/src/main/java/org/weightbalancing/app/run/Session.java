package org.weightbalancing.app.run;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.ResultTable;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.training.CheckpointInterval;
import org.weightbalancing.app.training.ProvenanceCheck;

/** Carries out an experiment for a command: progress on stderr, the table on stdout. */
public final class Session {

    private Session() {}

    /** Begins a run in a directory, which is made only when nothing is left to refuse. */
    public static int run(
            Catalog catalog,
            Experiment experiment,
            Path data,
            Supplier<RunDirectory> directories,
            WatchOptions watch,
            PrintWriter out) {
        CheckpointInterval interval = watch.interval();
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, experiment, data);
        RunDirectory directory = directories.get();
        return show(run.execute(directory, backend, watch.progress(), interval), directory, out);
    }

    /**
     * Goes on with the run of a directory, which may have been left before its first note.
     *
     * @param experiment that the run is of, with its features where they lie now
     */
    public static int goOn(
            Catalog catalog, Experiment experiment, Path data, Path directory, WatchOptions watch, PrintWriter out) {
        if (!Files.exists(directory.resolve(RunDirectory.PROVENANCE))) {
            return run(catalog, experiment, data, () -> RunDirectory.begun(directory), watch, out);
        }
        StoredRun stored = StoredRun.open(catalog, directory);
        return resume(experiment.features().map(stored::withFeatures).orElse(stored), data, watch, out);
    }

    /** Goes on with a run. */
    public static int resume(StoredRun stored, Path data, WatchOptions watch, PrintWriter out) {
        Backend backend = Backend.start();
        Run run = Run.prepare(stored.catalog(), stored.experiment(), data);
        ProvenanceCheck.requireSame(
                run.images(), stored.directory(), stored.experiment().features());
        return show(
                run.resume(stored.directory(), backend, watch.progress(), watch.interval()), stored.directory(), out);
    }

    private static int show(Results results, RunDirectory directory, PrintWriter out) {
        out.println();
        out.print(ResultTable.text(results));
        out.flush();
        out.println("\nEverything is in " + directory.path());
        out.flush();
        return ExitCode.OK;
    }
}
