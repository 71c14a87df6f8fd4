package org.weightbalancing.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a row of numbers that ND4J wrote: a header and the shape as longs, then a header and the values, all big endian. A
 * header is the word MIXED_DATA_TYPES, the length, and the type. Its length is believed only if it is the expected one.
 */
final class WrittenRow {

    private static final String MODE = "MIXED_DATA_TYPES";
    private static final int LONGEST_SHAPE = 2 * 2 + 4;

    private WrittenRow() {}

    static INDArray read(DataInputStream in, long length, String what) throws IOException {
        long shape = header(in, "LONG");
        if (shape < 0 || shape > LONGEST_SHAPE) {
            throw new IOException("its " + what + " are no row");
        }
        in.readNBytes(Math.toIntExact(shape * Long.BYTES));
        if (!in.readUTF().equals(MODE)) {
            throw new IOException("its " + what + " are written in an unknown way");
        }
        long found = in.readLong();
        if (found != length) {
            throw new IOException("it holds " + found + " " + what + ", but its configuration has " + length);
        }
        return values(in, Math.toIntExact(length), in.readUTF());
    }

    private static long header(DataInputStream in, String type) throws IOException {
        String mode = in.readUTF();
        long length = in.readLong();
        if (!mode.equals(MODE) || !in.readUTF().equals(type)) {
            throw new IOException("its numbers are written in an unknown way");
        }
        return length;
    }

    private static INDArray values(DataInputStream in, int length, String type) throws IOException {
        if (type.equals(DataType.FLOAT.name())) {
            FloatBuffer found = bytes(in, length, Float.BYTES).asFloatBuffer();
            float[] values = new float[length];
            found.get(values);
            return Nd4j.createFromArray(values).reshape(1, length);
        } else if (type.equals(DataType.DOUBLE.name())) {
            DoubleBuffer found = bytes(in, length, Double.BYTES).asDoubleBuffer();
            double[] values = new double[length];
            found.get(values);
            return Nd4j.createFromArray(values).reshape(1, length);
        }
        throw new IOException("its numbers are of type '" + type + "', but FLOAT or DOUBLE is allowed");
    }

    // Memory grows with what is there, not with what is announced.
    private static ByteBuffer bytes(DataInputStream in, int length, int each) throws IOException {
        int size = Math.multiplyExact(length, each);
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes);
    }
}
