package org.weightbalancing.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 32 bytes of a {@link FeatureFile} and where they say that the rest is.
 *
 * @param size n of images
 * @param dimension D
 * @param views K
 * @param classes C
 */
record FeatureHeader(int size, int dimension, int views, int classes) {

    static final int BYTES = 32;

    /** Where the fingerprint is, and its bytes. */
    static final int FINGERPRINT = 32;

    static final int LABELS = 64;

    private static final byte[] MAGIC = "\u0089WBF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int VERSION = 1;
    private static final int ALIGNMENT = 64;

    private static final int LARGEST_SIZE = 1 << 30;

    /** So that a row is at most 1 GB. */
    private static final int LARGEST_DIMENSION = 1 << 28;

    FeatureHeader {
        require("number of images", size, LARGEST_SIZE);
        require("dimension", dimension, LARGEST_DIMENSION);
        require("number of views", views, Integer.MAX_VALUE);
        require("number of classes", classes, Integer.MAX_VALUE);
    }

    private static void require(String name, int value, int largest) {
        if (value < 1 || value > largest) {
            throw new IllegalArgumentException("the " + name + " is " + value + ", allowed is 1 to " + largest);
        }
    }

    /**
     * Reads the bytes.
     *
     * @throws IllegalArgumentException if they are none of such a file, with what is wrong
     */
    static FeatureHeader of(byte[] bytes) {
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("it does not begin as a feature file does");
        }
        if (bytes.length < BYTES) {
            throw new IllegalArgumentException("it ends within its header");
        }
        ByteBuffer numbers = buffer(bytes).position(MAGIC.length);
        int version = numbers.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException("its version is " + version + ", but this wb reads version " + VERSION);
        }
        int size = numbers.getInt();
        int dimension = numbers.getInt();
        int views = numbers.getInt();
        int classes = numbers.getInt();
        int reserved = numbers.getInt();
        if (reserved != 0) {
            throw new IllegalArgumentException("bytes 28 to 31 are the number " + reserved + ", allowed is 0");
        }
        return new FeatureHeader(size, dimension, views, classes);
    }

    byte[] bytes() {
        return buffer(new byte[BYTES])
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(size)
                .putInt(dimension)
                .putInt(views)
                .putInt(classes)
                .array();
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the features of a view begin. */
    long view(int view) {
        return aligned(LABELS + (long) size * Integer.BYTES) + view * aligned(viewBytes());
    }

    /** Bytes of the features of a view, without what fills it up. */
    long viewBytes() {
        return (long) size * dimension * Float.BYTES;
    }

    /**
     * Checks the length of the whole file.
     *
     * @throws IllegalArgumentException if it is another
     */
    void requireLength(long length) {
        // A double cannot overflow, and is exact for any size that a file can have.
        double expected = view(0) + (double) views * aligned(viewBytes());
        if (length != expected) {
            throw new IllegalArgumentException("it has " + length + " bytes, but " + size + " images in " + views
                    + " views of " + dimension + " features need " + String.format("%.0f", expected));
        }
    }

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
