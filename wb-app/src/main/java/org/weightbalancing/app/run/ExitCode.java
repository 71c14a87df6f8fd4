package org.weightbalancing.app.run;

/** What the process answers to the shell. */
public final class ExitCode {

    /** Done. */
    public static final int OK = 0;

    /** A fault of wb itself, or one that has no number of its own. */
    public static final int FAILURE = 1;

    /** The command line, the experiment file or the program that wb is compared with is wrong. */
    public static final int USAGE = 2;

    /** ND4J has no backend, more than one, or one that cannot run here. */
    public static final int BACKEND = 3;

    /** Images are missing or damaged. */
    public static final int DATA = 4;

    /** The run directory, a file in it, a study, or a model file cannot be written or read. */
    public static final int RUN_DIRECTORY = 5;

    /** The loss or the parameters are no longer finite. */
    public static final int DIVERGED = 6;

    /** What was repeated did not come out the same. */
    public static final int NOT_REPRODUCED = 7;

    /** A search ended without a trial that is complete and meets the constraints. */
    public static final int NOTHING_FOUND = 8;

    /** Interrupted from the keyboard, as shells count it: 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
