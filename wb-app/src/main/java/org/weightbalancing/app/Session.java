package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out an experiment for a command: progress on stderr, the table on stdout. */
final class Session {

    private Session() {}

    /** Begins a run in a directory, which is made only when nothing is left to refuse. */
    static int run(
            Catalog catalog,
            Experiment experiment,
            Path data,
            Supplier<RunDirectory> directories,
            WatchOptions watch,
            PrintWriter out) {
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, experiment, data);
        RunDirectory directory = directories.get();
        return show(run.execute(directory, backend, watch.progress(), watch.interval()), directory, out);
    }

    /**
     * Goes on with the run of a directory, which may have been left before its first note.
     *
     * @param experiment that the run is of
     */
    static int goOn(
            Catalog catalog, Experiment experiment, Path data, Path directory, WatchOptions watch, PrintWriter out) {
        if (!Files.exists(directory.resolve(RunDirectory.PROVENANCE))) {
            return run(catalog, experiment, data, () -> RunDirectory.begun(directory), watch, out);
        }
        return resume(catalog, data, RunDirectory.open(directory), watch, out);
    }

    /** Goes on with the run of a directory. */
    static int resume(Catalog catalog, Path data, RunDirectory directory, WatchOptions watch, PrintWriter out) {
        Provenance.requirePlugIns(catalog, directory);
        ExperimentFile file = new ExperimentFile(catalog);
        Experiment experiment = file.read(directory.file(RunDirectory.EXPERIMENT), List.of());
        requireUnchanged(catalog, experiment, directory);
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, experiment, data);
        Provenance.requireSame(run.images(), directory);
        return show(run.resume(directory, backend, watch.progress(), watch.interval()), directory, out);
    }

    private static void requireUnchanged(Catalog catalog, Experiment experiment, RunDirectory directory) {
        ExperimentFile file = new ExperimentFile(catalog);
        try {
            Provenance.requireUnchanged(file.sha256(experiment), directory);
        } catch (RunDirectoryException e) {
            Optional<Experiment> begun =
                    Provenance.experiment(directory).map(text -> file.parse("experiment of the run", text, List.of()));
            if (begun.isEmpty() || begun.get().equals(experiment)) {
                throw e;
            }
            throw new RunDirectoryException(
                    e.getMessage() + ": " + ExperimentChange.text(catalog, begun.get(), experiment), e);
        }
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
