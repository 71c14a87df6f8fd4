package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The last claim of a trial and what its journal says.
 *
 * @param note the claim
 * @param journal what was written in it
 * @param present whether the claim still holds; not if its folder was moved aside, and the next one is to come. A claim in
 *     its place that is no later turn is void, as {@link Claiming#claimFirst} may leave it, and is not read
 */
record Turn(ClaimNote note, Journal journal, boolean present) {

    private static final int READS = 100;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * Reads the last turn of a trial, whatever other processes do to its folder meanwhile.
     *
     * @throws StudyException if a file is missing or damaged
     */
    static Turn read(TrialFolders folders, int number) {
        for (int i = 0; i < READS; i++) {
            Optional<Turn> turn = read(folders.folder(number), number, true);
            int lost = folders.lastLost(number);
            if (turn.isEmpty() || turn.get().note().turn() <= lost) {
                turn = read(folders.lost(number, lost), number, false);
            }
            if (turn.isPresent()) {
                return turn.get();
            }
            pause();
        }
        throw new StudyException(
                "trial " + number + " cannot be read: " + folders.folder(number) + " changes all the time");
    }

    private static void pause() {
        // A thread that was interrupted waits like any other.
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(PAUSE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing if the folder is not there or was renamed while it was read. */
    private static Optional<Turn> read(Path folder, int number, boolean present) {
        Path claim = folder.resolve(TrialFolders.CLAIM);
        try {
            ClaimNote note = ClaimNote.read(claim);
            requireNumber(claim, number, note);
            Journal journal = journal(folder.resolve(TrialFolders.JOURNAL), number);
            boolean same = ClaimNote.read(claim).id().equals(note.id());
            return same ? Optional.of(new Turn(note, journal, present)) : Optional.empty();
        } catch (NoSuchFileException e) {
            if (Files.exists(folder) && !Files.exists(claim)) {
                throw DurableFiles.notRead(claim, e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw DurableFiles.notRead(claim, e);
        }
    }

    private static Journal journal(Path file, int number) {
        try {
            return Journal.parse(file.toString(), number, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            // As a power cut may leave it.
            return Journal.missing(file.toString());
        } catch (IOException e) {
            throw DurableFiles.notRead(file, e);
        }
    }

    private static void requireNumber(Path claim, int number, ClaimNote note) {
        if (note.number() != number) {
            throw new StudyException(claim + " is of trial " + note.number() + ", and its folder of trial " + number);
        }
    }

    /** What is known of the trial: between two turns it is running as well, or waits if it was given back. */
    TrialRecord record() {
        return (present ? journal : journal.open()).record(note);
    }
}
