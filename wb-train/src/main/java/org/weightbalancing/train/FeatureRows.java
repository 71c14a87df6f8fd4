package org.weightbalancing.train;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads rows of a {@link FeatureFile} that is not mapped into memory but closed after each call: a mapped file cannot be
 * renamed or removed on every system.
 */
public final class FeatureRows {

    /** Labels read at once. */
    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final FeatureHeader header;

    private FeatureRows(Path file, FeatureHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads the header of a file, which must stay as it is.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException as {@link FeatureFile#read}, but labels are not looked at
     */
    public static FeatureRows open(Path file) throws IOException {
        return new FeatureRows(file, FeatureFile.opened(file, (header, in) -> header));
    }

    /** Number n of images. */
    public int size() {
        return header.size();
    }

    /** Number D of features of an image. */
    public int dimension() {
        return header.dimension();
    }

    /** Number K of views. */
    public int views() {
        return header.views();
    }

    /** Number C of classes. */
    public int classes() {
        return header.classes();
    }

    /**
     * Reads the label of each image [n].
     *
     * @throws IOException as {@link FeatureFile#read}
     */
    public int[] labels() throws IOException {
        int[] labels = new int[size()];
        for (int from = 0; from < labels.length; from += BLOCK) {
            int count = Math.min(BLOCK, labels.length - from);
            bytes(FeatureHeader.LABELS + (long) from * Integer.BYTES, count * Integer.BYTES)
                    .asIntBuffer()
                    .get(labels, from, count);
        }
        return labels;
    }

    /**
     * Reads the features of images that follow one another.
     *
     * @param view from 0 to below the number of views
     * @param from the first image, from 0
     * @param to after the last, at most their number, so that these are less than 2^29 features
     * @return [to - from, D], row after row
     * @throws IndexOutOfBoundsException if there is no such view or image
     * @throws IOException as {@link FeatureFile#read}
     */
    public float[] values(int view, int from, int to) throws IOException {
        Objects.checkIndex(view, views());
        Objects.checkFromToIndex(from, to, size());
        float[] values = new float[Math.multiplyExact(to - from, dimension())];
        long position = header.view(view) + (long) from * dimension() * Float.BYTES;
        bytes(position, Math.multiplyExact(values.length, Float.BYTES))
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            in.readFully(bytes);
        } catch (IOException failed) {
            throw new IOException("feature file " + file + " cannot be read: " + failed, failed);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
