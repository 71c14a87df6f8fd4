package org.weightbalancing.app.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The names that a folder has for its files: they come to the disk with the folder, not with the files. */
public final class FolderEntry {

    private FolderEntry() {}

    /**
     * Brings the name of a file or folder to the disk, so that a power cut does not undo that it was made or renamed. An
     * interrupt of the thread does not cut it short and is kept.
     *
     * <p>Nothing is done on file systems without POSIX, such as Windows's, which do not open folders, and in a folder that
     * this user may write to but not read: a power cut there may bring back the name of before.
     *
     * @throws IOException if the disk fails; the name is the new one, until a power cut at least
     */
    public static void force(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix") || !Files.isReadable(folder)) {
            return;
        }
        boolean interrupted = false;
        try {
            while (!forced(folder)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether no interrupt, which closes channels, has come between. */
    private static boolean forced(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    /**
     * Makes a folder and its parents, as far as they are missing, and brings their names to the disk.
     *
     * @throws IOException as {@link Files#createDirectories}, or if the disk fails
     */
    public static void makeFolders(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        Path there = absolute;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        Files.createDirectories(absolute);
        for (Path made = absolute; !made.equals(there); made = made.getParent()) {
            force(made);
        }
    }
}
