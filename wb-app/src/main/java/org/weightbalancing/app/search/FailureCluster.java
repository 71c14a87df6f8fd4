package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A part of a space in which more trials fail than chance would have it: values of one dimension from a bound on, up to a
 * bound, or one option.
 *
 * @param dimension its name
 * @param region its values in words, such as "0.3 or more"
 * @param failedInside trials in it that failed, timed out or were lost
 * @param inside trials in it that ended
 * @param failedOutside those that failed elsewhere, where the dimension matters
 * @param outside those that ended elsewhere, where it matters
 */
public record FailureCluster(
        String dimension, String region, int failedInside, int inside, int failedOutside, int outside) {

    private static final int FEWEST = 3;
    private static final double LEVEL = 0.01;

    /** A part that may be a cluster. */
    private record Region(Dimension dimension, String words, Predicate<Object> contains) {}

    /** A part with the probability that as many failures are in it by chance. */
    private record Judged(FailureCluster cluster, double probability) {}

    /**
     * The part in which failures are least likely to have met by chance, by the hypergeometric distribution, if that is
     * less likely than 0.01 over all parts that were looked at (Bonferroni), and at least 3 trials failed in it.
     *
     * @param space of the study
     * @param trials all of it; running ones are left out
     */
    public static Optional<FailureCluster> of(SearchSpace space, List<TrialRecord> trials) {
        List<TrialRecord> ended =
                trials.stream().filter(trial -> trial.status().ended()).toList();
        List<Region> regions = new ArrayList<>();
        space.dimensions().forEach(dimension -> regions.addAll(regions(dimension, ended)));
        double[] logFactorials = logFactorials(ended.size());
        return regions.stream()
                .map(region -> judged(region, ended, logFactorials))
                .min(Comparator.comparingDouble(Judged::probability))
                .filter(judged -> judged.probability() * regions.size() < LEVEL)
                .map(Judged::cluster)
                .filter(cluster -> cluster.failedInside() >= FEWEST);
    }

    private static boolean failed(TrialRecord trial) {
        return trial.status().failed();
    }

    private static Optional<Object> value(Dimension dimension, TrialRecord trial) {
        return trial.proposal().parameters().value(dimension.name());
    }

    /** Options, or the ranges that begin or end at a trial that failed. */
    private static List<Region> regions(Dimension dimension, List<TrialRecord> ended) {
        List<Object> values = ended.stream()
                .filter(FailureCluster::failed)
                .flatMap(trial -> value(dimension, trial).stream())
                .distinct()
                .toList();
        List<Region> regions = new ArrayList<>();
        for (Object value : values) {
            String words = ValueText.of(value);
            if (dimension.domain() instanceof Choice) {
                regions.add(new Region(dimension, words, value::equals));
            } else if (value instanceof Number bound) {
                regions.add(new Region(dimension, words + " or more", other -> compare(other, bound) >= 0));
                regions.add(new Region(dimension, words + " or less", other -> compare(other, bound) <= 0));
            }
        }
        return regions;
    }

    private static int compare(Object value, Number bound) {
        return value instanceof Number number ? Double.compare(number.doubleValue(), bound.doubleValue()) : 0;
    }

    private static Judged judged(Region region, List<TrialRecord> ended, double[] logFactorials) {
        List<TrialRecord> all = ended.stream()
                .filter(trial -> value(region.dimension(), trial).isPresent())
                .toList();
        List<TrialRecord> inside = all.stream()
                .filter(trial ->
                        region.contains().test(value(region.dimension(), trial).orElseThrow()))
                .toList();
        int failed = (int) all.stream().filter(FailureCluster::failed).count();
        int failedInside = (int) inside.stream().filter(FailureCluster::failed).count();
        FailureCluster cluster = new FailureCluster(
                region.dimension().name(),
                region.words(),
                failedInside,
                inside.size(),
                failed - failedInside,
                all.size() - inside.size());
        return new Judged(cluster, atLeast(failedInside, inside.size(), failed, all.size(), logFactorials));
    }

    /**
     * The probability that of so many marked among all at least some are among those drawn.
     *
     * @param logFactorials of 0 to all, or more
     */
    static double atLeast(int some, int drawn, int marked, int all, double[] logFactorials) {
        double sum = 0;
        for (int k = some; k <= Math.min(drawn, marked); k++) {
            if (drawn - k <= all - marked) {
                sum += Math.exp(logChoices(marked, k, logFactorials)
                        + logChoices(all - marked, drawn - k, logFactorials)
                        - logChoices(all, drawn, logFactorials));
            }
        }
        return sum;
    }

    /** The logarithm of the number of ways to take k of n. */
    private static double logChoices(int n, int k, double[] logFactorials) {
        return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }

    /** The logarithms of 0! to n!. */
    static double[] logFactorials(int n) {
        double[] logs = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            logs[i] = logs[i - 1] + Math.log(i);
        }
        return logs;
    }
}
