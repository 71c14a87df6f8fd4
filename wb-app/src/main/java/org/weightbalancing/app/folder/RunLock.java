package org.weightbalancing.app.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;

/**
 * Keeps a run directory for one process. The operating system gives the lock back when the process ends, however it
 * ends; the file stays, since deleting it would let two processes lock two files of one name.
 */
public final class RunLock implements AutoCloseable {

    private static final String FILE = "lock";
    private static final long POLL_MILLIS = 500;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws RunDirectoryException if another run has it, naming its process
     */
    public static RunLock of(RunDirectory directory) {
        return tryOf(directory)
                .orElseThrow(() -> new RunDirectoryException("the run directory " + directory.path()
                        + " is in use by process " + owner(directory.file(FILE)) + "; wait until it ends, or end it"));
    }

    private static Optional<RunLock> tryOf(RunDirectory directory) {
        Path file = directory.file(FILE);
        // A channel breaks on an interrupted thread; the run itself notices the interruption, and says so in its notes.
        boolean interrupted = Thread.interrupted();
        try {
            return tryOf(file);
        } catch (ClosedByInterruptException e) {
            throw new CancellationException("interrupted before the run began");
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be locked: " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes the lock, and waits for it as long as another process has it.
     *
     * @param waiting told once if another has it
     * @throws CancellationException if the thread is interrupted while it waits
     */
    public static RunLock awaited(RunDirectory directory, Runnable waiting) {
        Optional<RunLock> lock = tryOf(directory);
        if (lock.isEmpty()) {
            waiting.run();
        }
        while (lock.isEmpty()) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while another process works on " + directory.path());
            }
            lock = tryOf(directory);
        }
        return lock.get();
    }

    /**
     * Tells whether a process has the lock, which it keeps. Not to be asked in that process itself: systems give back all
     * locks of a process on a file of which it closes one channel. True where locks cannot be seen.
     */
    public static boolean isHeld(RunDirectory directory) {
        Path file = directory.file(FILE);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private static Optional<RunLock> tryOf(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (locked(channel)) {
                ByteBuffer owner = ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
                channel.truncate(0).write(owner);
                return Optional.of(new RunLock(channel));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static String owner(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + Reason.of(e), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another run of this process has it.
            return false;
        }
    }

    /** Says that the lock is still there, for whoever must not go on without. */
    public void require() {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the lock of a run directory was given back too early");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunDirectoryException("a lock cannot be given back: " + e, e);
        }
    }
}
