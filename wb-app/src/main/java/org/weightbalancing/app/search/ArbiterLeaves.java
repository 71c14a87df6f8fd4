package org.weightbalancing.app.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Tells spaces of Arbiter apart by the values of their leaves, as no leaf has to say what it is. */
final class ArbiterLeaves {

    private static final int PROBES = 9;
    private static final int LENGTH = 16;

    private ArbiterLeaves() {}

    /**
     * A short text that two spaces share if each of their leaves has equal values at nine points from end to end. Of values
     * that are neither numbers, words, truth values nor constants only the class counts.
     *
     * @param space whose leaves have their indices, as they have after a generator was made of it
     */
    static String fingerprint(ParameterSpace<?> space) {
        StringBuilder text = new StringBuilder().append(space.numParameters());
        for (ParameterSpace<?> leaf : space.collectLeaves()) {
            text.append('\n');
            for (int probe = 0; probe < PROBES; probe++) {
                double[] point = new double[space.numParameters()];
                Arrays.fill(point, (probe + 0.5) / PROBES);
                text.append(value(leaf, point)).append(' ');
            }
        }
        return digest(text.toString()).substring(0, LENGTH);
    }

    private static String value(ParameterSpace<?> leaf, double[] point) {
        try {
            return words(leaf.getValue(point));
        } catch (RuntimeException e) {
            // Such a leaf makes trials fail, which is told of each.
            return e.getClass().getName();
        }
    }

    private static String words(Object value) {
        boolean plain = value instanceof Number
                || value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Enum<?>;
        return plain ? value.toString() : value.getClass().getName();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
