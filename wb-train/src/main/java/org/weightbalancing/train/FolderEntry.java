package org.weightbalancing.train;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The names that a folder has for its files: they come to the disk with the folder, not with the files. */
final class FolderEntry {

    private static final System.Logger LOG = System.getLogger(FolderEntry.class.getName());

    private FolderEntry() {}

    /** Opens a folder so that it can be brought to the disk. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path folder) throws IOException;
    }

    /**
     * Gives a file or folder another name in its folder, replacing the file that had it, and brings that name to the
     * disk as {@link #force(Path)} does.
     *
     * @throws IOException if it cannot be renamed; the name is then as it was
     */
    static void rename(Path from, Path to) throws IOException {
        rename(from, to, FolderEntry::opened);
    }

    static void rename(Path from, Path to, Opener opener) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(to, opener);
    }

    /**
     * Brings the name of a file or folder to the disk, so that a power cut does not undo that it was made or renamed. An
     * interrupt of the thread does not cut it short and is kept.
     *
     * <p>A folder that cannot be brought to the disk is no failure of what was written, which is there and whole: its
     * name is then only as durable as the file system makes it, and the cause is logged at level DEBUG. Such are
     * folders of file systems that do not sync folders, folders that this user may write to but not read, and those of
     * a failing disk, where a file that cannot be kept is refused all the same. On file systems without POSIX, such as
     * Windows's, which do not open folders, it is not tried.
     */
    static void force(Path path) {
        force(path, FolderEntry::opened);
    }

    static void force(Path path, Opener opener) {
        Path folder = path.toAbsolutePath().getParent();
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        boolean interrupted = false;
        try {
            while (!tried(folder, opener)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether no interrupt, which closes channels, has come between. */
    private static boolean tried(Path folder, Opener opener) {
        try (FileChannel channel = opener.open(folder)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the names in " + folder + " cannot be brought to the disk", e);
            return true;
        }
    }

    private static FileChannel opened(Path folder) throws IOException {
        return FileChannel.open(folder, StandardOpenOption.READ);
    }
}
