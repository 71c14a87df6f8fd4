package org.weightbalancing.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies a data set by its content.
 *
 * <p>SHA-256 over the size, the shape, the class names, then label and pixels of every image in the order of the set.
 * Sets that hold the same images in the same order have the same fingerprint, however they were made. Of images without
 * pixels, the identity of their set and the position in it take the place of pixels.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * Computes the fingerprint of a set.
     *
     * @param set any set, also an empty one
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(ImageSet set) {
        MessageDigest digest = sha256();
        digest.update(ints(set.size(), set.height(), set.width(), set.channels(), set.classes()));
        for (String name : set.classNames()) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ints(text.length));
            digest.update(text);
        }
        if (!set.hasPixels()) {
            digest.update(set.identity().getBytes(StandardCharsets.UTF_8));
            digest.update(ints(set.positions()));
        }
        int length = set.height() * set.width() * set.channels();
        for (int i = 0; i < set.size(); i++) {
            digest.update(ints(set.label(i)));
            digest.update(set.store(), set.offset(i), length);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
