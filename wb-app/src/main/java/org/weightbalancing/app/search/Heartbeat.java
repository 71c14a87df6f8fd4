package org.weightbalancing.app.search;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The sign of life of a claim: a file whose content is another one after every beat. No clock is in it that others would
 * have to trust. It stays the same file when its folder is renamed.
 */
final class Heartbeat implements AutoCloseable {

    private final Path path;

    // Not a channel: an interrupt would close it in the middle.
    private final RandomAccessFile file;

    private Heartbeat(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static Heartbeat open(Path path) {
        try {
            return new Heartbeat(path, new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException e) {
            throw DurableFiles.notWritten(path, e);
        }
    }

    /** Changes the content; to the disk, so that it is seen from other machines. */
    void beat() {
        try {
            file.seek(0);
            file.write(String.format(Locale.ROOT, "%020d%n", System.nanoTime()).getBytes(StandardCharsets.US_ASCII));
            file.getFD().sync();
        } catch (IOException e) {
            throw DurableFiles.notWritten(path, e);
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
