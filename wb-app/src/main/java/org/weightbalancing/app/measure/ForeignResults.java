package org.weightbalancing.app.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.result.Measured;
import org.weightbalancing.app.result.TemperatureScaled;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.eval.adjustment.Temperature;

/**
 * All that is told of the logits of another program.
 *
 * @param trainCounts training images of each class
 * @param plain the logits as they are
 * @param flipped with those of the mirrored items averaged
 * @param scaled after a temperature that was fitted on validation items
 */
// A holder of arrays that are handed over, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record ForeignResults(
        int[] trainCounts, Measured plain, Optional<Measured> flipped, Optional<TemperatureScaled> scaled) {

    /**
     * What a temperature is fitted on.
     *
     * @param logits [n, C]
     * @param labels true class of each, [n]
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Fitting(LogitsFile logits, int[] labels) {

        /**
         * Reads the labels.
         *
         * @throws IllegalArgumentException if they do not fit the logits, or those not the test logits
         */
        public static Fitting of(LogitsFile logits, Path labels, LogitsFile test) throws IOException {
            if (logits.classes() != test.classes()) {
                throw new IllegalArgumentException(logits.path() + " has logits of " + logits.classes()
                        + " classes, but " + test.classes() + " are required, as of " + test.path());
            }
            return new Fitting(logits, logits.labelsFrom(labels));
        }
    }

    /** Measures the test items in every way that there are files for. */
    public static ForeignResults of(ForeignLogits test, Optional<LogitsFile> mirrored, Optional<Fitting> fitting)
            throws IOException {
        Measured plain = test.measured();
        Optional<Measured> flipped =
                mirrored.isPresent() ? Optional.of(test.averaged(mirrored.get())) : Optional.empty();
        Optional<TemperatureScaled> scaled =
                fitting.isPresent() ? Optional.of(scaled(test, fitting.get())) : Optional.empty();
        return new ForeignResults(test.measuring().trainCounts(), plain, flipped, scaled);
    }

    private static TemperatureScaled scaled(ForeignLogits test, Fitting fitting) throws IOException {
        LogitAdjustment fitted = fit(fitting);
        return new TemperatureScaled(
                1 / fitted.scale()[0], TemperatureScaled.FittedOn.VALIDATION, test.measured(fitted));
    }

    private static LogitAdjustment fit(Fitting fitting) throws IOException {
        LogitsFile logits = fitting.logits();
        double[][] items = logits.block(0, logits.items());
        try {
            return Temperature.fit(items, fitting.labels());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(logits.path() + ": " + e.getMessage(), e);
        }
    }

    /** Each by its name in report.json, in that order. */
    Map<String, Measured> all() {
        Map<String, Measured> all = new LinkedHashMap<>();
        all.put("plain", plain);
        flipped.ifPresent(measured -> all.put("flip-averaged", measured));
        scaled.ifPresent(one -> all.put("temperature-scaled", one.measured()));
        return all;
    }
}
