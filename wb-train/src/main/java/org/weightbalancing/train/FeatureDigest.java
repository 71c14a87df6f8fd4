package org.weightbalancing.train;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the fingerprint of a {@link FeatureFile}: SHA-256 of its header and of all that follows the fingerprint. */
final class FeatureDigest {

    private final MessageDigest digest = sha256();

    FeatureDigest(FeatureHeader header) {
        digest.update(header.bytes());
    }

    void add(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    byte[] fingerprint() {
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
