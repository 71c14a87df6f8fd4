package org.weightbalancing.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Digests named arrays: names, shapes and values, all numbers little endian. */
final class WeightFingerprint {

    private static final int CHUNK = 8192;

    private final MessageDigest digest = sha256();

    private WeightFingerprint() {}

    static String of(Map<String, INDArray> parameters) {
        WeightFingerprint fingerprint = new WeightFingerprint();
        new TreeMap<>(parameters).forEach(fingerprint::add);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(String name, INDArray value) {
        text(name);
        DataType type = value.dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
        text(type.name());
        ByteBuffer shape = buffer(Integer.BYTES + Long.BYTES * value.rank()).putInt(value.rank());
        for (long size : value.shape()) {
            shape.putLong(size);
        }
        digest.update(shape.flip());
        // A copy in row-major order: parameters are views of one long row, convolutions in another order.
        try (INDArray copy = value.castTo(type).dup('c')) {
            values(copy.data(), type);
        }
    }

    private void values(DataBuffer values, DataType type) {
        ByteBuffer chunk = buffer(CHUNK);
        for (long i = 0; i < values.length(); i++) {
            if (type == DataType.DOUBLE) {
                chunk.putDouble(values.getDouble(i));
            } else {
                chunk.putFloat(values.getFloat(i));
            }
            if (!chunk.hasRemaining()) {
                digest.update(chunk.flip());
                chunk.clear();
            }
        }
        digest.update(chunk.flip());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(buffer(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
