package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of numbers in a file of NumPy's format 1.0, 2.0 or 3.0: a magic string, the version, the length of the header,
 * the header, which is a Python dictionary such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}, and
 * the numbers.
 *
 * @param type byte order, kind and bytes of a number, as NumPy writes them
 * @param shape the length of each axis
 * @param start where in the file the numbers begin
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy, The NPY format</a>
 */
record NpyFile(Path path, String type, List<Integer> shape, long start) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** No array of plain numbers has a longer header; more is not read into memory. */
    private static final int LONGEST_HEADER = 1 << 16;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

    /**
     * Reads the header.
     *
     * @param types the types allowed
     * @param axes how many axes are required
     * @throws IllegalArgumentException if the file is not such a one, naming it
     * @throws IOException if it cannot be read
     */
    static NpyFile open(Path path, List<String> types, int axes) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            int length = lengthBytes(path, channel);
            ByteBuffer count = bytes(path, channel, 8, length);
            int bytes = length == 2 ? Short.toUnsignedInt(count.getShort()) : count.getInt();
            if (bytes < 0 || bytes > LONGEST_HEADER) {
                throw refusal(
                        path,
                        "has a header of " + Integer.toUnsignedLong(bytes) + " bytes, but at most " + LONGEST_HEADER
                                + " are allowed");
            }
            String header = StandardCharsets.UTF_8
                    .decode(bytes(path, channel, 8 + length, bytes))
                    .toString();
            String type = required(path, TYPE, header, "type of plain numbers");
            NpyFile file = new NpyFile(path, type, shape(path, header), 8 + length + bytes);
            file.check(types, axes, required(path, ORDER, header, "order"), channel.size());
            return file;
        }
    }

    /** Returns of how many bytes the length of the header is, by version. */
    private static int lengthBytes(Path path, FileChannel channel) throws IOException {
        byte[] first = bytes(path, channel, 0, 8).array();
        if (!Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw refusal(path, "does not begin as a .npy file does");
        }
        if (first[6] < 1 || first[6] > 3) {
            throw refusal(path, "is of version " + first[6] + "." + first[7] + ", but 1.0, 2.0 or 3.0 is required");
        }
        return first[6] == 1 ? 2 : 4;
    }

    private static ByteBuffer bytes(Path path, FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw refusal(path, "ends within its header");
            }
        }
        return buffer.flip();
    }

    private static String required(Path path, Pattern pattern, String header, String name) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw refusal(path, "has a header without " + name + ": " + header.strip());
        }
        return matcher.group(1);
    }

    private static List<Integer> shape(Path path, String header) {
        String lengths = required(path, SHAPE, header, "shape");
        try {
            return Arrays.stream(lengths.split(","))
                    .map(String::strip)
                    .filter(length -> !length.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    path + " is of shape (" + lengths + "), but lengths up to " + Integer.MAX_VALUE + " are required",
                    e);
        }
    }

    private void check(List<String> types, int axes, String fortran, long size) {
        if (!types.contains(type)) {
            throw refusal(path, "is of type " + type + ", but " + String.join(" or ", types) + " is required");
        }
        if (shape.size() != axes) {
            throw refusal(path, "is of shape " + shape + ", but " + axes + " axes are required");
        }
        if (fortran.equals("True")) {
            throw refusal(path, "is in Fortran order, but C order is required");
        }
        // A double cannot overflow, and is exact for any size that a file can have.
        double expected = start + shape.stream().mapToDouble(length -> length).reduce(width(), (a, b) -> a * b);
        if (size != expected) {
            throw refusal(path, "has " + size + " bytes, but a shape of " + shape + " requires " + (long) expected);
        }
    }

    private static IllegalArgumentException refusal(Path path, String reason) {
        return new IllegalArgumentException(path + " " + reason);
    }

    /** Returns of how many bytes a number is. */
    private int width() {
        return type.charAt(type.length() - 1) - '0';
    }

    /** Maps a part of the file into memory, at most 2 GB. */
    ByteBuffer map(long firstNumber, int count) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, start + firstNumber * width(), (long) count * width())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
