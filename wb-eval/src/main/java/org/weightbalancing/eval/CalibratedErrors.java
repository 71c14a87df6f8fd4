package org.weightbalancing.eval;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws the calibration errors that a perfectly calibrated network would have on the same items by chance: each item keeps its
 * confidence, and its prediction is right with just that probability (the consistency resampling of Broecker and Smith,
 * Increasing the Reliability of Reliability Diagrams, Weather and Forecasting 22, 2007).
 */
final class CalibratedErrors {

    private final double[] confidence;
    private final ResampledCalibration calibration;

    CalibratedErrors(ItemScores scores, int bins) {
        confidence = IntStream.range(0, scores.items())
                .mapToDouble(scores::confidence)
                .toArray();
        // Each item stands there twice, as right and as wrong.
        calibration = new ResampledCalibration(
                2 * confidence.length, outcome -> confidence[outcome / 2], outcome -> outcome % 2 == 0, bins);
    }

    /** Returns {@link Metric#ECE}, {@link Metric#MCE} and {@link Metric#ADAPTIVE_ECE} of some draws. */
    List<Map<Metric, Double>> draw(int draws, SplittableRandom random) {
        return Stream.generate(() -> draw(random)).limit(draws).toList();
    }

    private Map<Metric, Double> draw(SplittableRandom random) {
        int[] times = new int[2 * confidence.length];
        for (int i = 0; i < confidence.length; i++) {
            times[random.nextDouble() < confidence[i] ? 2 * i : 2 * i + 1] = 1;
        }
        Map<Metric, Double> errors = new EnumMap<>(Metric.class);
        calibration.put(times, errors);
        return errors;
    }
}
