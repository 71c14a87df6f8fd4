package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A journal that is being written, line by line. It stays the same file when its folder is renamed.
 *
 * <p>For one thread at a time. A line goes to the system in one call; another process may go on where this one was killed
 * in the middle of a line.
 */
final class JournalFile implements AutoCloseable {

    private final Path path;

    // Not a channel: an interrupt would close it in the middle.
    private final RandomAccessFile file;

    private JournalFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static JournalFile open(Path path) {
        try {
            return new JournalFile(path, new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException e) {
            throw DurableFiles.notWritten(path, e);
        }
    }

    /** Adds a line; a torn one before it is closed. If it cannot be written, the file is as it was. */
    void append(ObjectNode line, boolean toDisk) {
        try {
            long end = file.length();
            byte[] bytes = bytes(StoredObject.line(line), isTorn(end));
            try {
                file.seek(end);
                file.write(bytes);
                if (toDisk) {
                    file.getFD().sync();
                }
            } catch (IOException e) {
                cut(end, e);
                throw e;
            }
        } catch (IOException e) {
            throw DurableFiles.notWritten(path, e);
        }
    }

    private boolean isTorn(long end) throws IOException {
        if (end == 0) {
            return false;
        }
        file.seek(end - 1);
        return file.read() != '\n';
    }

    private static byte[] bytes(byte[] line, boolean torn) {
        int offset = torn ? 1 : 0;
        byte[] bytes = new byte[offset + line.length + 1];
        bytes[0] = '\n';
        System.arraycopy(line, 0, bytes, offset, line.length);
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }

    private void cut(long end, IOException cause) {
        try {
            file.setLength(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** All that it has. */
    byte[] content() {
        try {
            byte[] bytes = new byte[Math.toIntExact(file.length())];
            file.seek(0);
            file.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw DurableFiles.notRead(path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw DurableFiles.notWritten(path, e);
        }
    }
}
