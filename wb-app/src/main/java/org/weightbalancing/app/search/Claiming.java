package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Makes the folders of claims: each is written under a temporary name and renamed.
 *
 * @param folders of the trials
 */
record Claiming(TrialFolders folders) {

    private static final String TEMPORARY = ".claim-";

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
        if (!first && TrialFolders.moved(folder(note), temporary(note))) {
            DurableFiles.deleteFolder(temporary(note));
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
        Path temporary = temporary(note);
        try {
            Files.createDirectory(temporary);
            DurableFiles.write(temporary.resolve(TrialFolders.CLAIM), note.json());
            Files.createFile(temporary.resolve(TrialFolders.ALIVE));
            if (journal.length == 0) {
                Files.createFile(temporary.resolve(TrialFolders.JOURNAL));
            } else {
                DurableFiles.write(temporary.resolve(TrialFolders.JOURNAL), journal);
            }
            boolean first = TrialFolders.renamed(temporary, folder(note)) || holds(note);
            if (first) {
                DurableFiles.syncFolder(folders.path());
            } else {
                DurableFiles.deleteFolder(temporary);
            }
            return first;
        } catch (IOException e) {
            throw discarded(temporary, DurableFiles.notWritten(folder(note), e));
        } catch (StudyException e) {
            throw discarded(temporary, e);
        }
    }

    private static StudyException discarded(Path temporary, StudyException cause) {
        try {
            DurableFiles.deleteFolder(temporary);
        } catch (StudyException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private Path folder(ClaimNote note) {
        return folders.folder(note.number());
    }

    private Path temporary(ClaimNote note) {
        String host = note.owner().host().replaceAll("[^A-Za-z0-9.-]", "_");
        return folders.path().resolve(TEMPORARY + host + "-" + note.owner().pid() + "-" + note.id());
    }

    /**
     * Whether the present turn of a number is this claim. A shared disk may say of a renaming that it failed, although it
     * was done.
     */
    boolean holds(ClaimNote note) {
        try {
            return ClaimNote.read(folder(note).resolve(TrialFolders.CLAIM)).id().equals(note.id());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw DurableFiles.notRead(folder(note).resolve(TrialFolders.CLAIM), e);
        }
    }

    /** Deletes what processes of this machine that are gone have left of claims in the making. */
    void tidy(Owner here) {
        try (Stream<Path> all = Files.list(folders.path())) {
            for (Path folder : all.filter(
                            folder -> folder.getFileName().toString().startsWith(TEMPORARY))
                    .toList()) {
                if (leftBehind(folder, here)) {
                    DurableFiles.deleteFolder(folder);
                }
            }
        } catch (IOException e) {
            throw DurableFiles.notRead(folders.path(), e);
        }
    }

    private static boolean leftBehind(Path folder, Owner here) {
        try {
            Owner owner = ClaimNote.read(folder.resolve(TrialFolders.CLAIM)).owner();
            return here.sees(owner) && owner.gone();
        } catch (StudyException | IOException e) {
            // In the making, or its process was killed before it said who it is.
            return false;
        }
    }
}
