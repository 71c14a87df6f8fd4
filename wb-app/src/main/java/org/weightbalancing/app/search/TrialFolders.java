package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders of the trials of a study: one of a number's present turn, and others of its earlier turns.
 *
 * <p>Whatever is renamed here was whole before, and of several processes that rename at once one wins.
 *
 * @param path of all of them
 */
record TrialFolders(Path path) {

    static final String CLAIM = "claim.json";
    static final String JOURNAL = "journal.jsonl";
    static final String ALIVE = "alive";

    /** The folder of the present turn, which may not be there. */
    Path folder(int number) {
        return path.resolve(name(number));
    }

    /** The folder of an earlier turn. */
    Path lost(int number, int turn) {
        return path.resolve(name(number) + ".lost-" + turn);
    }

    /** The files of the objective of a turn in the folder of that turn, which may have been moved aside. */
    static String files(int turn) {
        return "turn-" + turn;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    /** Whether a number was ever claimed. */
    boolean exists(int number) {
        // In this order: between two turns the folder has been renamed already.
        return Files.exists(folder(number)) || Files.exists(lost(number, 1));
    }

    /** The last of the earlier turns, 0 if there is none. */
    int lastLost(int number) {
        int turn = 0;
        while (Files.exists(lost(number, turn + 1))) {
            turn++;
        }
        return turn;
    }

    /** The highest number claimed, if any is. */
    Optional<Integer> highest() {
        try (Stream<Path> all = Files.list(path)) {
            return all.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{6,9}(\\.lost-\\d+)?"))
                    .map(name -> Integer.valueOf(name.replaceFirst("\\..*", "")))
                    .max(Integer::compare);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DurableFiles.notRead(path, e);
        }
    }

    /** Moves the folder of a turn aside; false if another process has done that. */
    boolean moveAside(ClaimNote note) {
        boolean moved = moved(folder(note.number()), lost(note.number(), note.turn()));
        if (moved) {
            DurableFiles.syncFolder(path);
        }
        return moved;
    }

    /**
     * Moves a claim away that does not count, as the number has had such a turn. It stays there: whoever comes late with
     * that cannot move the folder of a later turn.
     *
     * @return false if another process has done that
     */
    boolean moveAway(ClaimNote note) {
        return moved(folder(note.number()), path.resolve(name(note.number()) + ".void-" + note.id()));
    }

    /** Moves the folder of a turn that was moved aside back; false if another process has claimed the number. */
    boolean moveBack(ClaimNote note) {
        boolean moved = moved(lost(note.number(), note.turn()), folder(note.number()));
        if (moved) {
            DurableFiles.syncFolder(path);
        }
        return moved;
    }

    /**
     * Whether the present turn of a number is this claim.
     *
     * @throws StudyException if that cannot be read
     */
    boolean holds(ClaimNote note) {
        Path file = folder(note.number()).resolve(CLAIM);
        try {
            return ClaimNote.read(file).id().equals(note.id());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw DurableFiles.notRead(file, e);
        }
    }

    /** Renames a folder; false if it is not there or the name is taken. */
    static boolean moved(Path from, Path to) {
        try {
            return renamed(from, to);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw DurableFiles.notWritten(to, e);
        }
    }

    /** Renames a folder; false if the name is taken. */
    static boolean renamed(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (FileSystemException e) {
            // Systems do not agree on the name of this error.
            if (Files.exists(to)) {
                return false;
            }
            throw e;
        }
    }
}
