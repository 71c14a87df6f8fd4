package org.weightbalancing.app.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    /** How often test images are drawn anew. */
    static final int RESAMPLES = 2000;

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
     * Compares two methods; repetitions of each are averaged, and their number may differ.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if they were not tested on the same images or their shot
     *     groups differ
     */
    public static PairedComparison of(PairedSide first, PairedSide second) {
        Predictions images = first.repetitions().get(0);
        Stream.concat(first.repetitions().stream(), second.repetitions().stream())
                .forEach(images::requireSameImages);
        Bootstrap bootstrap = new Bootstrap(RESAMPLES, ComparedRuns.LEVEL, SEED);
        return new PairedComparison(
                first,
                second,
                new PairedBootstrap(bootstrap, images.groups())
                        .differences(images.truth(), first.predicted(), second.predicted(), images.trainCounts()));
    }
}
