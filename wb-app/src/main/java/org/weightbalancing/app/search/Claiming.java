package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the folders of claims: each is written under a temporary name and renamed.
 *
 * @param folders of the trials
 * @param here the process that makes them, perhaps in the name of another one
 */
record Claiming(TrialFolders folders, Owner here) {

    /**
     * Claims a number that nobody has claimed before.
     *
     * @return false if it is claimed already, or was, and is to be claimed again by those who know what it tried
     */
    boolean claimFirst(ClaimNote note) {
        if (!claim(note, new byte[0])) {
            return false;
        }
        // Another process may have claimed it and lost it since it was looked for.
        boolean first = folders.lastLost(note.number()) == 0;
        if (!first) {
            folders.moveAway(note);
        }
        return first;
    }

    /**
     * Claims a number: makes its folder under a temporary name and renames it.
     *
     * @param journal its first lines, or nothing
     * @return false if it is claimed already
     */
    boolean claim(ClaimNote note, byte[] journal) {
        Path temporary = folders.path().resolve(Leftovers.name(Leftovers.CLAIM, here, note.id()));
        try {
            write(temporary, note, journal);
            // A shared disk may say of a renaming that it failed, although it was done.
            boolean first = TrialFolders.renamed(temporary, folders.folder(note.number())) || folders.holds(note);
            if (first) {
                DurableFiles.syncFolder(folders.path());
            } else {
                DurableFiles.delete(temporary);
            }
            return first;
        } catch (IOException e) {
            throw discarded(temporary, DurableFiles.notWritten(folders.folder(note.number()), e));
        } catch (StudyException e) {
            throw discarded(temporary, e);
        }
    }

    private static void write(Path folder, ClaimNote note, byte[] journal) throws IOException {
        Files.createDirectory(folder);
        Files.createDirectory(folder.resolve(TrialFolders.files(note.turn())));
        DurableFiles.write(folder.resolve(TrialFolders.CLAIM), note.json());
        Files.createFile(folder.resolve(TrialFolders.ALIVE));
        if (journal.length == 0) {
            Files.createFile(folder.resolve(TrialFolders.JOURNAL));
        } else {
            DurableFiles.write(folder.resolve(TrialFolders.JOURNAL), journal);
        }
        DurableFiles.syncFolder(folder);
    }

    private static StudyException discarded(Path temporary, StudyException cause) {
        try {
            DurableFiles.delete(temporary);
        } catch (StudyException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }
}
