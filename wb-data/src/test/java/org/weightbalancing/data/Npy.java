package org.weightbalancing.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads the data of NumPy files of version 1.0, little endian, C order. */
final class Npy {
    private static final int HEADER_LENGTH_AT = 8;
    private static final int HEADER_AT = 10;

    private Npy() {}

    static byte[] bytes(String resource) {
        try (InputStream in = Npy.class.getResourceAsStream(resource)) {
            byte[] file = in.readAllBytes();
            int header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(HEADER_LENGTH_AT);
            return Arrays.copyOfRange(file, HEADER_AT + header, file.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] floats(String resource) {
        byte[] bytes = bytes(resource);
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
