package org.weightbalancing.eval;

import java.util.Arrays;
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
        calibration = new ResampledCalibration(bothOutcomes(), bins);
    }

    /** Each item twice, with its confidence in class 0 and the rest shared equally: as right, then as wrong. */
    private ItemScores bothOutcomes() {
        double least = IntStream.range(0, confidence.length)
                .mapToDouble(i -> confidence[i])
                .min()
                .orElse(1);
        // So many classes that none of the others can have more than class 0.
        int classes = (int) (1 / least) + 2;
        ItemScores both = new ItemScores(classes);
        double[] row = new double[classes];
        for (double p : confidence) {
            Arrays.fill(row, Math.log((1 - p) / (classes - 1)));
            row[0] = Math.log(p);
            both.add(new double[][] {row, row}, new int[] {0, 1});
        }
        return both;
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
