package org.weightbalancing.eval;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;

/**
 * Writes an array of 4-byte numbers in NumPy's format 1.0, little endian, in C order; {@link NpyFile} says how it is
 * laid out.
 */
final class NpyOutput {

    /** What the place of the first number is a multiple of. */
    private static final int ALIGNMENT = 64;

    private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private static final int BLOCK = 1 << 14;

    private NpyOutput() {}

    /** Writes the numbers of an array. */
    @FunctionalInterface
    interface Numbers {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file under a temporary name, to the disk, then under its own, replacing what was there. The name comes
     * to the disk too, where the file system syncs folders.
     *
     * @param shape in Python's notation
     * @param put puts the number of an index into a buffer
     * @throws IOException if it cannot be written; the file is then as it was
     */
    static void write(Path file, String type, String shape, int count, ObjIntConsumer<ByteBuffer> put)
            throws IOException {
        write(file, type, shape, out -> writeNumbers(out, count, put));
    }

    /** As {@link #write(Path, String, String, int, ObjIntConsumer)}, of numbers that come as their bytes. */
    static void write(Path file, String type, String shape, Numbers numbers) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            // Not a channel: an interrupt would close it in the middle.
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(header(type, shape));
                numbers.write(out);
                out.getFD().sync();
            }
            FolderEntry.rename(temporary, file);
        } finally {
            // Nothing is there after the move.
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] header(String type, String shape) {
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = START.length + Short.BYTES;
        int unpadded = before + dictionary.length() + 1;
        int size = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(START)
                .putShort((short) (size - before))
                .put((dictionary + " ".repeat(size - unpadded) + "\n").getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void writeNumbers(OutputStream out, int count, ObjIntConsumer<ByteBuffer> put) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int first = 0; first < count; first += BLOCK) {
            buffer.clear();
            int end = Math.min(count, first + BLOCK);
            for (int i = first; i < end; i++) {
                put.accept(buffer, i);
            }
            out.write(buffer.array(), 0, buffer.position());
        }
    }
}
