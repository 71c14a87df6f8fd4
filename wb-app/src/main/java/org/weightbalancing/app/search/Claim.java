package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trial that this process runs, and the only way to write its journal.
 *
 * <p>May be used by several threads. What is written goes to the folder of this claim also after another process has
 * taken the trial over, where it does not count. After the claim has ended, been given back or closed, nothing can be
 * written: those methods throw an {@link IllegalStateException}.
 *
 * <p>A file that cannot be written is a {@link StudyException} that names it; the journal is then as it was before.
 */
public final class Claim implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
    private static final double NANOS = 1e9;

    private final TrialFolders folders;
    private final ClaimNote note;
    private final JournalFile journal;
    private final Heartbeat heartbeat;
    private final double secondsBefore;
    private final long opened = System.nanoTime();
    private boolean open = true;
    private volatile boolean lost;

    private Claim(TrialFolders folders, ClaimNote note, JournalFile journal, Heartbeat heartbeat) {
        this.folders = folders;
        this.note = note;
        this.journal = journal;
        this.heartbeat = heartbeat;
        this.secondsBefore =
                Math.max(0, Duration.between(note.started(), Instant.now()).toNanos() / NANOS);
    }

    /**
     * Opens the folder of a claim that has just been made.
     *
     * @throws StudyException if a file cannot be opened; the folder is moved aside then, so that the trial is begun again
     */
    static Claim of(TrialFolders folders, ClaimNote note) {
        Path folder = folders.folder(note.number());
        try {
            return of(folders, note, JournalFile.open(folder.resolve(TrialFolders.JOURNAL)));
        } catch (StudyException e) {
            try {
                folders.moveAside(note);
            } catch (StudyException aside) {
                e.addSuppressed(aside);
            }
            throw e;
        }
    }

    /**
     * Opens the folder of a claim that this process, or one that it was started by, has made.
     *
     * @throws StudyException if another process has it
     */
    static Claim earlier(TrialFolders folders, int number, Owner here) {
        Path folder = folders.folder(number);
        // The journal first: if the trial is taken over in between, the owner is another one.
        JournalFile journal = JournalFile.open(folder.resolve(TrialFolders.JOURNAL));
        try {
            ClaimNote note = ClaimNote.read(folder.resolve(TrialFolders.CLAIM));
            if (!note.owner().startedOrIs(here)) {
                throw new StudyException("trial " + number + " in " + folders.path() + " is claimed by "
                        + note.owner().words() + ", which is neither this process nor one that it was started by");
            }
            return of(folders, note, journal);
        } catch (IOException e) {
            journal.close();
            throw DurableFiles.notRead(folder.resolve(TrialFolders.CLAIM), e);
        } catch (StudyException e) {
            journal.close();
            throw e;
        }
    }

    private static Claim of(TrialFolders folders, ClaimNote note, JournalFile journal) {
        try {
            Path folder = folders.folder(note.number());
            return new Claim(folders, note, journal, Heartbeat.open(folder.resolve(TrialFolders.ALIVE)));
        } catch (StudyException e) {
            journal.close();
            throw e;
        }
    }

    /** The trial's number in the study. */
    public int number() {
        return note.number();
    }

    /** What it tries. */
    public Proposal proposal() {
        return note.proposal();
    }

    /** How often the trial has been begun, with this time; from 1. */
    public int attempt() {
        return note.attempt();
    }

    /** The trial's folder. It is the folder of another claim after the trial was given back or taken over. */
    public Path folder() {
        return folders.folder(note.number());
    }

    /**
     * The folder of what the objective keeps. It is this claim's alone: after the trial was given back or taken over, the
     * folder is not there any more, and no other claim has one of its name.
     */
    public Path files() {
        return folder().resolve(TrialFolders.files(note.turn()));
    }

    /** Notes that the trial runs; on the disk when this returns. */
    public synchronized void started() {
        ObjectNode line = line(Journal.STARTED);
        note.writeInto(line);
        append(line, true);
    }

    /**
     * Notes a value after a step. It is safe from the end of this process, and from a power cut once the trial has ended.
     *
     * @param step from 1
     * @param value may be NaN
     */
    public synchronized void value(int step, double value) {
        ObjectNode line = line(Journal.VALUE).put(Journal.STEP, step);
        line.set(Journal.VALUE, StoredValue.number(value));
        append(line, false);
    }

    /**
     * Notes how the trial ended; on the disk when this returns. The claim is then closed.
     *
     * @param status one that has ended
     * @param score finite; there if the trial is complete, perhaps there if it was pruned, never else
     * @param measures by name, may be NaN
     * @param reason there unless the trial is complete or pruned
     * @throws IllegalArgumentException if these do not fit
     * @throws IllegalStateException if the trial has ended, here or in a process that was started for it
     */
    public synchronized void ended(
            TrialStatus status, OptionalDouble score, Map<String, Double> measures, Optional<String> reason) {
        TrialEnd end = new TrialEnd(status, score, measures, reason);
        if (open) {
            written().end().ifPresent(earlier -> {
                throw new IllegalStateException("trial " + number() + " has ended already, as "
                        + earlier.status().word());
            });
        }
        ObjectNode line = line(Journal.ENDED);
        end.write(line);
        append(line, true);
        warnIfTakenOver();
        close();
    }

    /** Whether the journal says how the trial ended, whichever process wrote that. */
    public synchronized boolean hasEnded() {
        return !open || written().end().isPresent();
    }

    /**
     * Tells the other processes of the study that this one still runs, and looks whether one of them has taken the trial
     * over; does nothing once the claim is closed.
     */
    public synchronized void alive() {
        if (open) {
            heartbeat.beat();
            lost = lost || isTakenOver();
        }
    }

    /** Whether {@link #alive} has seen that another process has taken the trial over: nothing counts of it here. */
    public boolean isLost() {
        return lost;
    }

    /**
     * Whether another process has taken the trial over by now.
     *
     * @throws StudyException if that cannot be read
     */
    boolean isTakenOver() {
        return !folders.holds(note);
    }

    /**
     * Gives the trial back: any process of the study may begin it again, from its beginning, and that does not count as
     * another attempt, unless there is no room to note it. What the objective has kept is deleted. Does nothing but close the
     * claim if the trial has ended or another process has taken it over.
     */
    public synchronized void release() {
        if (!open || leave()) {
            return;
        }
        if (folders.moveAside(note)) {
            deleteFiles(folders.lost(number(), note.turn()).resolve(TrialFolders.files(note.turn())));
        } else {
            LOG.warn("trial {} was taken over before it was given back", number());
        }
    }

    private static void deleteFiles(Path kept) {
        try {
            DurableFiles.delete(kept);
        } catch (StudyException e) {
            // Such as a thread of the trial that still writes.
            LOG.warn("what a trial that was given back has kept stays there: {}", e.getMessage());
        }
    }

    /** Notes that the trial is given back and closes the claim; answers whether the trial has ended before. */
    private boolean leave() {
        Claim closing = this;
        try (closing) {
            boolean ended = hasEnded();
            if (!ended) {
                append(line(Journal.RELEASED), true);
            }
            return ended;
        } catch (StudyException e) {
            LOG.warn(
                    "that trial {} is given back cannot be noted, and counts as an attempt: {}",
                    number(),
                    e.getMessage());
            return false;
        }
    }

    /** Lets go of the files. A trial that has not ended goes on to be this process's. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            try (journal) {
                heartbeat.close();
            }
        }
    }

    private Journal written() {
        return Journal.parse(folder().resolve(TrialFolders.JOURNAL).toString(), number(), journal.content());
    }

    private ObjectNode line(String event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(Journal.TRIAL, number())
                .put(Journal.EVENT, event)
                .put(Journal.SECONDS, secondsBefore + (System.nanoTime() - opened) / NANOS);
    }

    private void append(ObjectNode line, boolean toDisk) {
        if (!open) {
            throw new IllegalStateException(
                    "trial " + number() + " has ended or was given back here; nothing more can be noted of it");
        }
        journal.append(line, toDisk);
    }

    private void warnIfTakenOver() {
        if (isTakenOver()) {
            LOG.warn("trial {} was taken over by another process, and this end of it does not count", number());
        }
    }
}
