package org.weightbalancing.train;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Values of arrays as bytes, in row-major order and in the machine's own form, which is little-endian wherever ND4J runs.
 */
final class ArrayBytes {

    private static final int CHUNK = 1 << 18;

    private ArrayBytes() {}

    static void write(INDArray array, OutputStream out) throws IOException {
        INDArray flat = array.reshape(array.length());
        for (long from = 0; from < flat.length(); from += CHUNK) {
            INDArray chunk = chunk(flat, from).dup();
            byte[] bytes =
                    new byte[Math.toIntExact(chunk.length() * chunk.dataType().width())];
            chunk.data().asNio().get(bytes);
            // Off-heap memory would otherwise wait for the garbage collector.
            chunk.close();
            out.write(bytes);
        }
    }

    static INDArray read(DataType type, long length, InputStream in) throws IOException {
        INDArray flat = Nd4j.createUninitialized(type, length);
        for (long from = 0; from < length; from += CHUNK) {
            INDArray target = chunk(flat, from);
            INDArray chunk = Nd4j.createUninitialized(type, target.length());
            byte[] bytes = in.readNBytes(Math.toIntExact(chunk.length() * type.width()));
            if (bytes.length < chunk.length() * type.width()) {
                throw new EOFException("an array ends after " + (from * type.width() + bytes.length) + " bytes");
            }
            chunk.data().asNio().put(bytes);
            target.assign(chunk);
            chunk.close();
        }
        return flat;
    }

    private static INDArray chunk(INDArray flat, long from) {
        return flat.get(NDArrayIndex.interval(from, Math.min(from + CHUNK, flat.length())));
    }
}
