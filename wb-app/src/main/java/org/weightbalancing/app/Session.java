package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Carries out an experiment for a command: progress on stderr, the table on stdout. */
final class Session {

    /** Set by the launcher when stderr is a terminal, which Java cannot tell. */
    private static final String TERMINAL = "wb.terminal";

    private Session() {}

    /** Whether somebody watches stderr. */
    static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    static int run(Catalog catalog, Experiment experiment, Path data, RunOptions options, PrintWriter out) {
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, experiment, data);
        RunDirectory directory = options.directory(experiment);
        StageProgress progress = new StageProgress(System.err, onTerminal());
        Results results = run.execute(directory, backend, progress);
        out.println();
        out.print(ResultTable.text(results));
        out.flush();
        draw(results, directory);
        out.println("\nEverything is in " + directory.path());
        out.flush();
        return ExitCode.OK;
    }

    // A Java without fonts can do everything but draw.
    private static void draw(Results results, RunDirectory directory) {
        try {
            Plots.write(results, directory);
        } catch (RunDirectoryException e) {
            throw e;
        } catch (RuntimeException | LinkageError | InternalError e) {
            System.err.println("wb: no plots, because this Java cannot draw: " + e);
        }
    }
}
