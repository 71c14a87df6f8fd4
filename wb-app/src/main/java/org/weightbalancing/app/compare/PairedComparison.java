package org.weightbalancing.app.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.eval.Bootstrap;
import org.weightbalancing.eval.Holm;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedBootstrap;
import org.weightbalancing.eval.PairedDifference;

/**
 * How much better one method is than another on the same test images.
 *
 * @param first the method whose accuracy counts positively
 * @param second the method whose accuracy is subtracted
 * @param differences by metric
 */
public record PairedComparison(PairedSide first, PairedSide second, Map<Metric, PairedDifference> differences) {

    private static final int LEAST_RESAMPLES = 2000;
    private static final int RESAMPLES_PER_DIFFERENCE = 100;

    /** More take minutes. */
    private static final int MOST_RESAMPLES = 20_000;

    private static final long SEED = 0;

    /**
     * The p values of all differences of {@link Summary#GROUPS} that are told together, corrected for their number.
     *
     * @return by metric, for each of the comparisons
     */
    static List<Map<Metric, Double>> corrected(List<PairedComparison> together) {
        double[] p = Holm.corrected(together.stream()
                .flatMapToDouble(comparison -> Summary.GROUPS.stream()
                        .mapToDouble(
                                metric -> comparison.differences().get(metric).p()))
                .toArray());
        List<Map<Metric, Double>> corrected = new ArrayList<>();
        for (int i = 0; i < together.size(); i++) {
            Map<Metric, Double> own = new EnumMap<>(Metric.class);
            for (int group = 0; group < Summary.GROUPS.size(); group++) {
                own.put(Summary.GROUPS.get(group), p[i * Summary.GROUPS.size() + group]);
            }
            corrected.add(own);
        }
        return corrected;
    }

    /**
     * How often test images are drawn anew where so many comparisons are told together: the smallest p, 2 / (1 + resamples),
     * stays below 0.05 when it is corrected for all m differences of {@link Summary#GROUPS}.
     *
     * @return 100 m within 2000..20,000, which is enough for 125 comparisons
     */
    static int resamples(int comparisons) {
        int wanted = RESAMPLES_PER_DIFFERENCE * Summary.GROUPS.size() * comparisons;
        return Math.min(MOST_RESAMPLES, Math.max(LEAST_RESAMPLES, wanted));
    }

    /**
     * Compares two methods; repetitions of each are averaged, and their number may differ.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if they were not tested on the same images or their shot
     *     groups differ
     */
    public static PairedComparison of(PairedSide first, PairedSide second) {
        return of(List.of(first), second).get(0);
    }

    /** The same for several methods against one that are told together, in this order. */
    static List<PairedComparison> of(List<PairedSide> firsts, PairedSide second) {
        if (firsts.isEmpty()) {
            return List.of();
        }
        Predictions images = firsts.get(0).repetitions().get(0);
        Stream.concat(firsts.stream(), Stream.of(second))
                .flatMap(side -> side.repetitions().stream())
                .forEach(images::requireSameImages);
        int[][] against = second.predicted();
        List<PairedBootstrap.Pair> pairs = firsts.stream()
                .map(first -> new PairedBootstrap.Pair(first.predicted(), against))
                .toList();
        Bootstrap bootstrap = new Bootstrap(resamples(firsts.size()), ComparedRuns.LEVEL, SEED);
        List<Map<Metric, PairedDifference>> differences = new PairedBootstrap(bootstrap, images.groups())
                .differences(images.truth(), pairs, images.trainCounts());
        return IntStream.range(0, firsts.size())
                .mapToObj(i -> new PairedComparison(firsts.get(i), second, differences.get(i)))
                .toList();
    }
}
