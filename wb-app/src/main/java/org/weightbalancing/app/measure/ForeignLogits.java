package org.weightbalancing.app.measure;

import java.io.IOException;
import java.util.Arrays;
import org.weightbalancing.app.result.Measured;
import org.weightbalancing.app.result.Measuring;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.adjustment.LogitAdjustment;

/**
 * Logits of a test set that some other program has computed; they are read part by part.
 *
 * @param logits [n, C]
 * @param measuring has the true class of each item, [n], and the training images of each class, [C]
 */
public record ForeignLogits(LogitsFile logits, Measuring measuring) {

    /** Measures the logits as they are. */
    Measured measured() throws IOException {
        return measuring.of(logits.scores(measuring.labels()));
    }

    /** Measures the logits after a change. */
    Measured measured(LogitAdjustment adjustment) throws IOException {
        return measuring.of(logits.scores(measuring.labels(), (first, rows) -> adjustment.apply(rows)));
    }

    /**
     * Measures the mean of the logits and those of the mirrored items, (a + b) / 2.
     *
     * @throws IllegalArgumentException if the shapes differ, or an item has no finite mean
     */
    Measured averaged(LogitsFile mirrored) throws IOException {
        if (mirrored.items() != logits.items() || mirrored.classes() != logits.classes()) {
            throw new IllegalArgumentException(mirrored.path() + " has logits [" + mirrored.items() + ", "
                    + mirrored.classes() + "], but [" + logits.items() + ", " + logits.classes()
                    + "] is required, as of " + logits.path());
        }
        return measuring.of(logits.scores(measuring.labels(), (first, rows) -> mean(first, rows, mirrored)));
    }

    private double[][] mean(int first, double[][] rows, LogitsFile mirrored) throws IOException {
        double[][] others = mirrored.block(first, rows.length);
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            double[] other = others[i];
            // Halved before they are added: the sum of two finite numbers may be infinite.
            Arrays.setAll(row, c -> row[c] / 2 + other[c] / 2);
            if (Arrays.stream(row).noneMatch(Double::isFinite)) {
                throw new IllegalArgumentException(mirrored.path() + " and " + logits.path() + ": item " + (first + i)
                        + " has no class whose logit is finite in both, but one is required");
            }
        }
        return rows;
    }
}
