package org.weightbalancing.train;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Writes a {@link FeatureFile} row by row, so that the features need not fit into memory.
 *
 * <p>It writes under a temporary name beside the file, the file's with a random part and ".part", and only {@link #finish}
 * has the disk keep it and renames it, so that the file is at any moment the old one or the new one, also if several
 * programs write it at once. Closing it before removes the temporary file.
 *
 * <pre>{@code
 * try (FeatureWriter writer = new FeatureWriter(file, labels, classes, dimension, 1)) {
 *     writer.write(rows);
 *     writer.finish();
 * }
 * }</pre>
 */
public final class FeatureWriter implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Path temporary;
    private final int[] labels;
    private final FeatureHeader header;
    private final FeatureDigest digest;
    private final RandomAccessFile out;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private int view;
    private int row;

    /**
     * Begins a file.
     *
     * @param file to be replaced if it is there
     * @param labels [n], each from 0 to below the number of classes
     * @param classes C
     * @param dimension D
     * @param views K
     * @throws IllegalArgumentException if a number is not one that {@link FeatureFile} allows
     * @throws IOException if the disk is full or the folder cannot be written to
     */
    public FeatureWriter(Path file, int[] labels, int classes, int dimension, int views) throws IOException {
        this.header = new FeatureHeader(labels.length, dimension, views, classes);
        FeatureBank.requireLabels(labels, classes);
        this.labels = labels.clone();
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        this.digest = new FeatureDigest(header);
        Files.createFile(temporary);
        // Not a channel: an interrupt would close it in the middle.
        this.out = new RandomAccessFile(temporary.toFile(), "rw");
        try {
            begin();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void begin() throws IOException {
        out.write(header.bytes());
        out.seek(FeatureHeader.LABELS);
        for (int label : labels) {
            if (chunk.remaining() < Integer.BYTES) {
                flush();
            }
            chunk.putInt(label);
        }
        align();
    }

    /**
     * Adds rows of the current view; the view that has all of its n rows is followed by the next.
     *
     * @param rows [r, D], row after row, at most as many as the view still needs
     * @throws IllegalArgumentException if these are no whole rows, or more
     * @throws IOException if the disk is full or writing fails
     */
    public void write(float[] rows) throws IOException {
        int count = rows.length / header.dimension();
        int missing = view < header.views() ? header.size() - row : 0;
        if (rows.length % header.dimension() != 0 || count > missing) {
            throw new IllegalArgumentException(rows.length + " feature values for view " + view + ", allowed are "
                    + missing + " rows of " + header.dimension() + " or fewer");
        }
        for (float value : rows) {
            if (chunk.remaining() < Float.BYTES) {
                flush();
            }
            chunk.putFloat(value);
        }
        row += count;
        if (count > 0 && row == header.size()) {
            align();
            view++;
            row = 0;
        }
    }

    /**
     * Adds the views of a bank.
     *
     * @param bank of the same images
     * @throws IllegalArgumentException if its labels or its dimension are others, or a view has been begun
     * @throws IOException if the disk is full or writing fails
     */
    public void write(FeatureBank bank) throws IOException {
        if (row > 0 || bank.dimension() != header.dimension() || !Arrays.equals(bank.labels(), labels)) {
            throw new IllegalArgumentException("a bank of " + bank.size() + " images of " + bank.dimension()
                    + " features is to follow row " + row + " of view " + view
                    + ", allowed is, after a whole view, one of "
                    + "the same " + labels.length + " labels and " + header.dimension() + " features");
        }
        int rows = Math.max(1, CHUNK / header.dimension());
        for (int next = 0; next < bank.views(); next++) {
            for (int from = 0; from < bank.size(); from += rows) {
                write(bank.values(next, from, Math.min(from + rows, bank.size())));
            }
        }
    }

    /**
     * Adds a view, batch by batch: runs a network in inference mode over a pass of an iterator and writes what one layer
     * gives, which is on the heap for one batch at a time.
     *
     * @param graph a network with one input
     * @param layer name of the layer or vertex whose output [b, D] (or [b, D, 1, 1] and the like) is written
     * @param batches the images of the file in their order, with one-hot labels [b, C]; reset first if it is exhausted
     * @throws IllegalArgumentException if a view has been begun, there is no such layer, or labels, classes or dimension are
     *     not those of the file
     * @throws CancellationException if the thread is interrupted, between two batches; its interrupt flag stays set
     * @throws IOException if the disk is full or writing fails
     */
    public void write(ComputationGraph graph, String layer, DataSetIterator batches) throws IOException {
        if (row > 0) {
            throw new IllegalArgumentException("view " + view + " has " + row + " of its " + labels.length
                    + " rows, but a pass of a network is to begin one");
        }
        FeatureReader reader = new FeatureReader(graph, layer, batches);
        int at = 0;
        while (reader.hasNext()) {
            FeatureReader.Batch batch = reader.next();
            requireRows(at, batch);
            write(batch.features());
            at += batch.labels().length;
        }
    }

    private void requireRows(int from, FeatureReader.Batch batch) {
        int count = batch.labels().length;
        int dimension = batch.features().length / count;
        boolean same = count <= labels.length - from
                && Arrays.equals(labels, from, from + count, batch.labels(), 0, count)
                && dimension == header.dimension()
                && batch.classes() == header.classes();
        if (!same) {
            throw new IllegalArgumentException("a batch of " + count + " images of " + dimension + " features and "
                    + batch.classes() + " classes is to be rows from " + from + ", but the file is of "
                    + labels.length + " images of " + header.dimension() + " features and " + header.classes()
                    + " classes, in the order of its labels");
        }
    }

    /** Fills up with zeros; the file's position after it is a multiple. */
    private void align() throws IOException {
        flush();
        long end = out.getFilePointer();
        chunk.put(new byte[(int) (FeatureHeader.aligned(end) - end)]);
        flush();
    }

    private void flush() throws IOException {
        out.write(chunk.array(), 0, chunk.position());
        digest.add(chunk.array(), chunk.position());
        chunk.clear();
    }

    /**
     * Has the disk keep the file and gives it its name, which comes to the disk too where the file system syncs folders.
     *
     * @return the fingerprint, 64 hexadecimal digits
     * @throws IllegalStateException if a view has not all of its rows
     * @throws IOException if the disk is full or writing fails; the file is then as it was
     */
    public String finish() throws IOException {
        if (view < header.views()) {
            throw new IllegalStateException(file + " has " + row + " rows of view " + view + " of " + header.views()
                    + " so far, but needs " + header.size() + " of each");
        }
        byte[] fingerprint = digest.fingerprint();
        out.seek(FeatureHeader.FINGERPRINT);
        out.write(fingerprint);
        out.getFD().sync();
        out.close();
        FolderEntry.rename(temporary, file);
        return HexFormat.of().formatHex(fingerprint);
    }

    @Override
    public void close() throws IOException {
        out.close();
        // Nothing is there after the move.
        Files.deleteIfExists(temporary);
    }
}
