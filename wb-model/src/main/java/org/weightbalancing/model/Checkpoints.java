package org.weightbalancing.model;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** Writes networks to files that are whole or absent, and reads them back. */
public final class Checkpoints {

    private Checkpoints() {}

    /**
     * Writes configuration, parameters and updater state in DL4J's zip format: first into a temporary file beside the
     * target, then to the disk, then under its name, replacing what was there. The file has the permissions that any
     * new file has; an interrupt of the thread does not cut it short.
     *
     * @throws UncheckedIOException if the folder cannot be written; the target is then as it was
     */
    public static void write(ComputationGraph network, Path file) {
        Path target = file.toAbsolutePath();
        try {
            // Not createTempFile, whose files are their owner's alone.
            Path temporary =
                    Files.createFile(target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part"));
            try {
                // Not a FileChannel, which an interrupt closes.
                try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                    ModelSerializer.writeModel(network, new Unclosed(out), true);
                    out.getFD().sync();
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the network to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a network with its parameters and updater state.
     *
     * @throws UncheckedIOException if the file is missing or is not such a network
     */
    public static ComputationGraph read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file.toString());
            }
            return ModelSerializer.restoreComputationGraph(file.toFile(), true);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no network at " + file, e);
        } catch (IOException | RuntimeException e) {
            throw new UncheckedIOException(
                    file + " is not a network that can be read: " + e.getMessage(), new IOException(e));
        }
    }

    // The serializer closes the stream it is given, but the file must stay open until the disk has everything.
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
