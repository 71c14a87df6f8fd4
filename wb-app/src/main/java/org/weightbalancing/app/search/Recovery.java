package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Finds trials whose process is gone and claims them again.
 *
 * <p>A process of this machine is gone if no process has its number and start time. One of another machine, and any other
 * one where a machine does not name its boot, is taken for gone if its sign of life stays the same for some time of this
 * process's own clock.
 */
final class Recovery {

    private final TrialFolders folders;
    private final Owner here;
    private final Consumer<String> warnings;
    private final LongSupplier nanoTime;
    private final Map<Integer, Sign> signs = new HashMap<>();

    /** What a claim's sign of life was, and when it was first so. */
    private record Sign(String id, String content, long since) {
        boolean sameAs(Sign other) {
            return id.equals(other.id) && content.equals(other.content);
        }
    }

    Recovery(TrialFolders folders, Owner here, Consumer<String> warnings, LongSupplier nanoTime) {
        this.folders = folders;
        this.here = here;
        this.warnings = warnings;
        this.nanoTime = nanoTime;
    }

    /** Claims a trial that has not ended, if its process is gone and no other process is faster. */
    Optional<Claim> recover(int number, Duration staleAfter, int attempts) {
        Turn turn = Turn.read(folders, number);
        boolean free = turn.present() ? movedAside(turn, staleAfter) : isFree(number, staleAfter);
        if (!free) {
            return Optional.empty();
        }
        signs.remove(number);
        Turn last = Turn.read(folders, number);
        return last.present() ? Optional.empty() : next(last, attempts);
    }

    private boolean movedAside(Turn turn, Duration staleAfter) {
        ClaimNote note = turn.note();
        if (!stale(note, turn.journal(), staleAfter)) {
            return false;
        }
        // Once more, for what its process wrote before it was gone. It may be another's turn by now: that is not
        // judged.
        boolean ended = Turn.read(folders, note.number()).journal().end().isPresent();
        return !ended && folders.moveAside(note);
    }

    /** Moves a void claim away if its process is gone. */
    private boolean isFree(int number, Duration staleAfter) {
        Path claim = folders.folder(number).resolve(TrialFolders.CLAIM);
        try {
            ClaimNote note = ClaimNote.read(claim);
            boolean isVoid = note.turn() <= folders.lastLost(number);
            return isVoid && goneOrSilent(note, staleAfter) && folders.moveAway(note);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw DurableFiles.notRead(claim, e);
        }
    }

    private boolean stale(ClaimNote note, Journal journal, Duration staleAfter) {
        return journal.released() || goneOrSilent(note, staleAfter);
    }

    private boolean goneOrSilent(ClaimNote note, Duration staleAfter) {
        return here.sees(note.owner()) ? note.owner().gone() : silent(note, staleAfter);
    }

    private boolean silent(ClaimNote note, Duration staleAfter) {
        Sign now = new Sign(note.id(), sign(note.number()), nanoTime.getAsLong());
        Sign first = signs.merge(note.number(), now, (old, young) -> old.sameAs(young) ? old : young);
        return now.since() - first.since() >= staleAfter.toNanos();
    }

    private String sign(int number) {
        return new String(content(folders.folder(number).resolve(TrialFolders.ALIVE)), StandardCharsets.ISO_8859_1);
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            // Taken away by another process, or by a power cut.
            return new byte[0];
        } catch (IOException e) {
            throw DurableFiles.notRead(file, e);
        }
    }

    /** What follows a turn that was moved aside: its own end if it has one after all, another attempt, or the end. */
    private Optional<Claim> next(Turn turn, int attempts) {
        if (turn.journal().end().isPresent()) {
            folders.moveBack(turn.note());
            return Optional.empty();
        }
        turn.journal().torn().ifPresent(warnings);
        ClaimNote note = turn.note();
        int attempt = turn.journal().released() ? note.attempt() : note.attempt() + 1;
        if (attempt > attempts) {
            lose(turn, attempts);
            return Optional.empty();
        }
        ClaimNote again = note.next(attempt, here);
        return new Claiming(folders, here).claim(again, new byte[0])
                ? Optional.of(Claim.of(folders, again))
                : Optional.empty();
    }

    /** Claims the trial and ends it at once, with what the last attempt has written. */
    private void lose(Turn turn, int attempts) {
        ClaimNote note = turn.note();
        String reason = "its process died or vanished, the last time "
                + note.owner().words() + "; times it was begun: " + note.attempt() + ", allowed: " + attempts;
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put(Journal.TRIAL, note.number())
                .put(Journal.EVENT, Journal.ENDED)
                .put(Journal.SECONDS, turn.journal().seconds());
        new TrialEnd(TrialStatus.LOST, OptionalDouble.empty(), Map.of(), Optional.of(reason)).write(line);
        Path written = folders.lost(note.number(), note.turn()).resolve(TrialFolders.JOURNAL);
        if (new Claiming(folders, here).claim(note.last(), withLine(written, line))) {
            warnings.accept("trial " + note.number() + " is lost: " + reason);
        }
    }

    private static byte[] withLine(Path journal, ObjectNode line) {
        byte[] before = content(journal);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(before);
        if (before.length > 0 && before[before.length - 1] != '\n') {
            text.write('\n');
        }
        text.writeBytes(StoredObject.line(line));
        text.write('\n');
        return text.toByteArray();
    }
}
