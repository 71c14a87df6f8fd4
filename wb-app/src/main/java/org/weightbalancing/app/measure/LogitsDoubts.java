package org.weightbalancing.app.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.eval.LogitsFile;

/**
 * What makes one doubt that files are what they are given for, and their numbers what they seem.
 *
 * @param test the logits of the test items
 * @param mirrored those of the same items mirrored
 * @param validation those that a temperature is fitted on
 */
public record LogitsDoubts(LogitsFile test, Optional<LogitsFile> mirrored, Optional<LogitsFile> validation) {

    private static final int ROWS = 100;
    private static final double TOLERANCE = 1e-3;
    private static final int BLOCK_BYTES = 1 << 16;

    /** A sentence for each doubt. */
    public List<String> sentences() throws IOException {
        List<String> sentences = new ArrayList<>();
        List<LogitsFile> files = Stream.concat(Stream.of(test), Stream.concat(mirrored.stream(), validation.stream()))
                .toList();
        for (LogitsFile file : files) {
            if (areProbabilities(file)) {
                sentences.add(
                        file.path() + " looks like probabilities, not logits: NLL, ECE and temperature would be wrong;"
                                + " give log probabilities");
            }
        }
        if (validation.isPresent() && same(validation.get().path(), test.path())) {
            sentences.add(validation.get().path() + " holds the same logits as " + test.path()
                    + ": a temperature must not be fitted on the test items, for what it is measured with would be too"
                    + " good");
        }
        return sentences;
    }

    /** Whether each of the first items has numbers from 0 on whose sum is 1. */
    private static boolean areProbabilities(LogitsFile file) throws IOException {
        double[][] rows = file.block(0, Math.min(ROWS, file.items()));
        return rows.length > 0
                && Arrays.stream(rows)
                        .allMatch(row -> Arrays.stream(row).allMatch(value -> value >= 0)
                                && Math.abs(Arrays.stream(row).sum() - 1) <= TOLERANCE);
    }

    /** Whether two files are one, or as long and begin alike. */
    private static boolean same(Path one, Path other) throws IOException {
        return Files.isSameFile(one, other)
                || (Files.size(one) == Files.size(other) && Arrays.equals(beginning(one), beginning(other)));
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(BLOCK_BYTES);
        }
    }
}
