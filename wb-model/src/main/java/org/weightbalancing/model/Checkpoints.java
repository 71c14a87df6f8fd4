package org.weightbalancing.model;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** Writes networks to files that are whole or absent, and reads them back. */
public final class Checkpoints {

    private Checkpoints() {}

    /**
     * Writes configuration, parameters and updater state in DL4J's zip format: first into a temporary file beside the
     * target, then to the disk, then under its name, replacing what was there. The name comes to the disk too, where
     * the file system syncs folders. The file has the permissions that any new file has; an interrupt of the thread
     * does not cut it short.
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
                FolderEntry.rename(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the network to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a network with its parameters and updater state, of classes of DL4J and of this project alone.
     *
     * @throws UncheckedIOException as {@link #read(Path, Set)} says
     */
    public static ComputationGraph read(Path file) {
        return read(file, Set.of());
    }

    /**
     * Reads a network with its parameters and updater state. The file may come from anybody: it is read as data, and no
     * class outside the packages of DL4J that describe networks, {@code org.weightbalancing} and those named here is
     * loaded.
     *
     * <p>Allowed are the entries that {@link #write} makes, in its order, each once; a configuration of at most 16 MiB,
     * without doubled keys; as many numbers as the configuration has parameters. The legacy formats of DL4J are not.
     *
     * @param packages of further classes, such as losses and heads of plug-ins; those below them count too
     * @throws UncheckedIOException if the file is missing or is not such a network, naming the class or entry
     */
    public static ComputationGraph read(Path file, Set<String> packages) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException("there is no network at " + file, new NoSuchFileException(file.toString()));
        }
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            return new CheckpointReader(in, new AllowedClasses(packages)).read();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * As {@link #read(Path, Set)}, from a stream, which is left open and of which more than the network may be taken.
     *
     * @throws UncheckedIOException if the stream is not such a network, naming the class or entry
     */
    public static ComputationGraph read(InputStream in, Set<String> packages) {
        try {
            return new CheckpointReader(in, new AllowedClasses(packages)).read();
        } catch (IOException | RuntimeException e) {
            throw unreadable("the network", e);
        }
    }

    private static UncheckedIOException unreadable(String what, Exception cause) {
        return new UncheckedIOException(
                what + " is not a network that can be read: " + cause.getMessage(), new IOException(cause));
    }

    /**
     * Identifies the weights of a network: SHA-256, as 64 lower-case hexadecimal digits, over all parameters in
     * alphabetical order of their names, of each the name, the type, the shape and the values in row-major order,
     * little endian. Running statistics of normalizations count as parameters.
     *
     * <p>Equal for networks that compute the same with the same numbers under the same names; the updater's state and
     * the bytes of a file, which differ from one writing to the next, have no part in it.
     */
    public static String fingerprint(ComputationGraph network) {
        return WeightFingerprint.of(network.paramTable());
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
