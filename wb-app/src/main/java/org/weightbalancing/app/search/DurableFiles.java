package org.weightbalancing.app.search;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.weightbalancing.app.io.Reason;

/**
 * Files that are whole or absent, also after a power cut where the file system syncs folders; an interrupted thread
 * reads and writes them like any other.
 */
final class DurableFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DurableFiles.class);

    private static final String PART = ".part";

    private DurableFiles() {}

    /** Opens a folder so that it can be brought to the disk. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path folder) throws IOException;
    }

    /** Writes a file that nobody else knows of yet, to the disk. */
    static void write(Path file, byte[] content) {
        // Not a channel: an interrupt would close it in the middle.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    /** Writes a file under a temporary name, then under its own, replacing what was there. */
    static void replace(Path file, byte[] content) {
        Path temporary = temporary(file);
        try {
            write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw discarded(temporary, notWritten(file, e));
        } catch (StudyException e) {
            throw discarded(temporary, e);
        }
        syncFolder(file.getParent());
    }

    /**
     * Writes a file unless there is one of its name; of several processes that try, one wins.
     *
     * @return whether this one did
     */
    static boolean create(Path file, byte[] content) {
        Path temporary = temporary(file);
        try {
            write(temporary, content);
            boolean first = linked(temporary, file);
            Files.deleteIfExists(temporary);
            syncFolder(file.getParent());
            return first;
        } catch (IOException e) {
            throw discarded(temporary, notWritten(file, e));
        } catch (StudyException e) {
            throw discarded(temporary, e);
        }
    }

    private static boolean linked(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            // A server whose answer was lost is asked again, and finds the link that it has made.
            return Files.isSameFile(temporary, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No links there. Two that write at the same instant can then both win: the caller reads it again.
            LOG.debug("no link from {}", file, e);
            if (Files.exists(file)) {
                return false;
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(Leftovers.name(file.getFileName() + ".", Owner.here(), UUID.randomUUID() + PART));
    }

    private static StudyException discarded(Path temporary, StudyException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    /**
     * Brings to the disk which names a folder has, so that a power cut does not undo that a file was made or renamed.
     *
     * <p>A folder that cannot be brought to the disk is no failure of what was written, which is there and whole: its
     * name is then only as durable as the file system makes it, and the cause is logged at level DEBUG. Such are
     * folders of file systems that do not sync folders, folders that this user may write to but not read, and those of
     * a failing disk, where a file that cannot be kept is refused all the same. On file systems without POSIX, such as
     * Windows's, which do not open folders, it is not tried.
     */
    static void syncFolder(Path folder) {
        syncFolder(folder, opened -> FileChannel.open(opened, StandardOpenOption.READ));
    }

    static void syncFolder(Path folder, Opener opener) {
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
            LOG.debug("the names in {} cannot be brought to the disk", folder, e);
            return true;
        }
    }

    /** Deletes a file or a folder with all that is in it, if it is there. Others may delete it at the same time. */
    static void delete(Path path) {
        try {
            deleteAll(path);
        } catch (DirectoryNotEmptyException e) {
            throw new StudyException(path + " cannot be deleted: it is not empty", e);
        } catch (IOException e) {
            throw new StudyException(path + " cannot be deleted: " + Reason.of(e), e);
        }
    }

    private static void deleteAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    deleteAll(file);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} is gone already", path);
            }
        }
        Files.deleteIfExists(path);
    }

    static StudyException notWritten(Path file, IOException e) {
        return new StudyException(file + " cannot be written: " + Reason.of(e), e);
    }

    static StudyException notRead(Path file, IOException e) {
        return new StudyException(file + " cannot be read: " + Reason.of(e), e);
    }
}
