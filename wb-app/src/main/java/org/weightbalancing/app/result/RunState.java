package org.weightbalancing.app.result;

import java.nio.file.Files;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLock;
import org.weightbalancing.app.training.Provenance;

/**
 * How far a run is, in words for people.
 *
 * @param directory of the run
 * @param words {@code complete}, {@code running}, {@code interrupted}, {@code interrupted without a note (killed?)},
 *     {@code barely begun}, or why it diverged
 */
public record RunState(RunDirectory directory, String words) {

    /** The words for a run that has its results. */
    public static final String COMPLETE = "complete";
    /** The words for a run that was told to stop and can go on. */
    public static final String INTERRUPTED = "interrupted";
    /** How the words for a run begin whose training diverged; it cannot go on. */
    public static final String DIVERGED = "diverged";

    private static final String BEGUN = "barely begun";
    private static final String KILLED = "interrupted without a note (killed?)";

    /**
     * Reads the notes of the run. If they say that it goes on, but no process has its lock, it was killed.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if the notes cannot be read
     */
    public static RunState of(RunDirectory directory) {
        if (!Files.isRegularFile(directory.file(RunDirectory.PROVENANCE))) {
            return new RunState(directory, BEGUN);
        }
        String status = Provenance.status(directory);
        boolean killed = status.equals(Provenance.RUNNING) && !RunLock.isHeld(directory);
        return new RunState(directory, killed ? KILLED : status);
    }

    /** Whether it has results. */
    public boolean complete() {
        return words.equals(COMPLETE);
    }

    /** A sentence on what it lacks and what is to be done, without its subject: "is not complete but ...". */
    String notComplete() {
        String rest;
        if (words.startsWith(DIVERGED)) {
            rest = "";
        } else if (words.equals(Provenance.RUNNING)) {
            rest = "; wait until it ends";
        } else {
            rest = "; 'wb resume " + directory.path() + "' goes on with it";
        }
        return "is not complete but " + words + rest;
    }
}
