package org.weightbalancing.train;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes and reads feature banks, each in one file that is mapped into memory and so may be larger than it.
 *
 * <p>All numbers are little-endian, integers are signed. With n images, D features, K views and C classes, the bytes are:
 *
 * <pre>
 * 0    8       89 57 42 46 0D 0A 1A 0A, "WBF" between what a transfer as text would change
 * 8    int32   version of the format, 1
 * 12   int32   n, 1 to 2^30
 * 16   int32   D, 1 to 2^28
 * 20   int32   K, 1 or more
 * 24   int32   C, 1 or more
 * 28   int32   0
 * 32   32      SHA-256 of bytes 0 to 31 and 64 to the end, the fingerprint
 * 64   int32   labels [n], each from 0 to C - 1
 *      zeros   up to a multiple of 64 bytes
 *      float32 features [n, D] of view 0, row after row
 *      zeros   up to a multiple of 64 bytes
 *      ...     further views alike
 * </pre>
 *
 * <p>The file ends after the zeros of the last view, so that its length follows from its header.
 *
 * <pre>{@code
 * FeatureFile.write(folder.resolve("train.wbf"), bank);
 * FeatureBank same = FeatureFile.read(folder.resolve("train.wbf"));
 * }</pre>
 */
public final class FeatureFile {

    /** Bytes of one mapping, at most. */
    private static final long LARGEST_BLOCK = 1 << 30;

    private static final int CHUNK = 1 << 16;

    private FeatureFile() {}

    /**
     * Writes a bank as {@link FeatureWriter} does.
     *
     * @param file replaced if it is there
     * @param bank of any number of views
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path file, FeatureBank bank) throws IOException {
        try (FeatureWriter writer =
                new FeatureWriter(file, bank.labels(), bank.classes(), bank.dimension(), bank.views())) {
            writer.write(bank);
            writer.finish();
        }
    }

    /**
     * Maps a file into memory. Header, length and labels are checked, the fingerprint is not: {@link #verify} reads all.
     * What replaces the file later, as writers here do, does not change the bank.
     *
     * @param file written by {@link #write} or a {@link FeatureWriter}
     * @return a bank that holds no feature on the heap
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it is no such file, of another version, cut off or damaged, with what is wrong
     */
    public static FeatureBank read(Path file) throws IOException {
        return opened(file, FeatureFile::bank);
    }

    /**
     * The fingerprint that a file says it has.
     *
     * @param file as for {@link #read}
     * @return 64 hexadecimal digits
     * @throws IOException as {@link #read}
     */
    public static String fingerprint(Path file) throws IOException {
        return HexFormat.of().formatHex(opened(file, (header, in) -> recorded(in)));
    }

    /**
     * Reads a whole file and compares it with its fingerprint.
     *
     * @param file as for {@link #read}
     * @throws IOException as {@link #read}, and if a byte is not as it was written
     */
    public static void verify(Path file) throws IOException {
        opened(file, (header, in) -> {
            byte[] expected = recorded(in);
            FeatureDigest digest = new FeatureDigest(header);
            byte[] chunk = new byte[CHUNK];
            in.seek(FeatureHeader.LABELS);
            for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
                digest.add(chunk, count);
            }
            byte[] found = digest.fingerprint();
            if (!Arrays.equals(found, expected)) {
                throw new IllegalArgumentException(
                        "its content has the fingerprint " + HexFormat.of().formatHex(found)
                                + ", but it was written with " + HexFormat.of().formatHex(expected));
            }
            return header;
        });
    }

    /** What is done with an open file, whose header and length are right. */
    @FunctionalInterface
    interface Reading<T> {
        T read(FeatureHeader header, RandomAccessFile in) throws IOException;
    }

    static <T> T opened(Path file, Reading<T> reading) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(FeatureHeader.BYTES, in.length())];
            in.readFully(bytes);
            FeatureHeader header = FeatureHeader.of(bytes);
            header.requireLength(in.length());
            return reading.read(header, in);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("feature file " + file + " cannot be read: " + wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new IOException("feature file " + file + " cannot be read: " + failed, failed);
        }
    }

    private static byte[] recorded(RandomAccessFile in) throws IOException {
        byte[] fingerprint = new byte[FeatureHeader.LABELS - FeatureHeader.FINGERPRINT];
        in.seek(FeatureHeader.FINGERPRINT);
        in.readFully(fingerprint);
        return fingerprint;
    }

    private static FeatureBank bank(FeatureHeader header, RandomAccessFile in) throws IOException {
        FileChannel channel = in.getChannel();
        int[] labels = labels(header, channel);
        List<FeatureView> views = new ArrayList<>();
        for (int view = 0; view < header.views(); view++) {
            views.add(view(header, channel, view));
        }
        return FeatureBank.owning(views, labels, header.classes(), header.dimension());
    }

    private static int[] labels(FeatureHeader header, FileChannel channel) throws IOException {
        int[] labels = new int[header.size()];
        int block = (int) (LARGEST_BLOCK / Integer.BYTES);
        for (int from = 0; from < labels.length; from += block) {
            int count = Math.min(block, labels.length - from);
            map(channel, FeatureHeader.LABELS + (long) from * Integer.BYTES, (long) count * Integer.BYTES)
                    .asIntBuffer()
                    .get(labels, from, count);
        }
        FeatureBank.requireLabels(labels, header.classes());
        return labels;
    }

    private static FeatureView view(FeatureHeader header, FileChannel channel, int view) throws IOException {
        long rowBytes = (long) header.dimension() * Float.BYTES;
        int shift = Math.min(30, Long.SIZE - 1 - Long.numberOfLeadingZeros(LARGEST_BLOCK / rowBytes));
        long blockBytes = rowBytes << shift;
        List<FloatBuffer> blocks = new ArrayList<>();
        for (long at = 0; at < header.viewBytes(); at += blockBytes) {
            blocks.add(map(channel, header.view(view) + at, Math.min(blockBytes, header.viewBytes() - at))
                    .asFloatBuffer());
        }
        return FeatureBlocks.of(blocks, shift, header.dimension());
    }

    private static ByteBuffer map(FileChannel channel, long position, long bytes) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, position, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
