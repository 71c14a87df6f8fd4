package org.weightbalancing.app;

import java.nio.file.Files;

/**
 * How far a run is, in words for people.
 *
 * @param directory of the run
 * @param words {@code complete}, {@code running}, {@code interrupted}, {@code interrupted without a note (killed?)},
 *     {@code barely begun}, or why it diverged
 */
record RunState(RunDirectory directory, String words) {

    private static final String BEGUN = "barely begun";
    private static final String KILLED = "interrupted without a note (killed?)";

    /**
     * Reads the notes of the run. If they say that it goes on, but no process has its lock, it was killed.
     *
     * @throws RunDirectoryException if the notes cannot be read
     */
    static RunState of(RunDirectory directory) {
        if (!Files.isRegularFile(directory.file(RunDirectory.PROVENANCE))) {
            return new RunState(directory, BEGUN);
        }
        String status = Provenance.status(directory);
        boolean killed = status.equals(Provenance.RUNNING) && !RunLock.isHeld(directory);
        return new RunState(directory, killed ? KILLED : status);
    }

    /** Whether it has results. */
    boolean complete() {
        return words.equals(Run.COMPLETE);
    }

    /** A sentence on what it lacks and what is to be done, without its subject: "is not complete but ...". */
    String notComplete() {
        String rest;
        if (words.startsWith(Run.DIVERGED)) {
            rest = "";
        } else if (words.equals(Provenance.RUNNING)) {
            rest = "; wait until it ends";
        } else {
            rest = "; 'wb resume " + directory.path() + "' goes on with it";
        }
        return "is not complete but " + words + rest;
    }
}
