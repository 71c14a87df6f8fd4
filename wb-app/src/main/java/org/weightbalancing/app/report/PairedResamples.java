package org.weightbalancing.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.Shot;

/**
 * Resamples test images for all methods of a run at once, as {@link org.weightbalancing.eval.PairedBootstrap} does for
 * pairs: for {@link Metric#ACCURACY} from all images alike, for the means over the classes of a group from each class as
 * many as it has. Time grows with images and resamples, hardly with the number of methods: 10,000 images and 1000 resamples
 * take about a tenth of a second.
 */
final class PairedResamples {

    /** Each method is a bit. */
    static final int MOST_METHODS = Long.SIZE;

    /** Differences are multiples of one over the images of a class; less is rounding. */
    private static final double ROUNDING = 1e-9;

    private static final Map<Shot, Metric> GROUPS =
            Map.of(Shot.MANY, Metric.MANY, Shot.MEDIUM, Metric.MEDIUM, Shot.FEW, Metric.FEW);

    private final int methods;
    private final Metric[] groups;
    private final int[] begins;
    private final long[] right;
    private final BitCounts counts = new BitCounts();

    /** Two methods by their numbers in a metric. */
    record Compared(Metric metric, int first, int second) {}

    /**
     * Takes the images.
     *
     * @param truth the class of each image
     * @param predicted what each method takes each image for, [methods, images], at most {@value #MOST_METHODS} methods
     * @param shots the group of each class
     */
    PairedResamples(int[] truth, List<int[]> predicted, Shot[] shots) {
        this.methods = predicted.size();
        this.groups = Arrays.stream(shots).map(GROUPS::get).toArray(Metric[]::new);
        this.begins = new int[shots.length + 1];
        Arrays.stream(truth).forEach(c -> begins[c + 1]++);
        Arrays.parallelPrefix(begins, Integer::sum);
        this.right = new long[truth.length];
        int[] next = begins.clone();
        for (int i = 0; i < truth.length; i++) {
            int label = truth[i];
            int image = i;
            right[next[label]++] = IntStream.range(0, methods)
                    .filter(method -> predicted.get(method)[image] == label)
                    .mapToLong(method -> 1L << method)
                    .sum();
        }
    }

    /**
     * How probable so large a difference is by chance, two-sided: min(1, 2 (1 + k) / (1 + resamples)), where k counts the
     * resamples in which the difference is at or below 0, or at or above 0 if these are fewer.
     *
     * @return for each comparison
     */
    double[] p(List<Compared> comparisons, int resamples, long seed) {
        int[] notAbove = new int[comparisons.size()];
        int[] notBelow = new int[comparisons.size()];
        Map<Metric, double[]> sums = comparisons.stream()
                .map(Compared::metric)
                .distinct()
                .collect(Collectors.toMap(metric -> metric, metric -> new double[methods]));
        SplittableRandom random = new SplittableRandom(seed);
        for (int resample = 0; resample < resamples; resample++) {
            draw(sums, random);
            for (int i = 0; i < notAbove.length; i++) {
                Compared one = comparisons.get(i);
                double[] own = sums.get(one.metric());
                double difference = own[one.first()] - own[one.second()];
                notAbove[i] += difference < ROUNDING ? 1 : 0;
                notBelow[i] += difference > -ROUNDING ? 1 : 0;
            }
        }
        return IntStream.range(0, notAbove.length)
                .mapToDouble(i -> Math.min(1, 2.0 * (1 + Math.min(notAbove[i], notBelow[i])) / (1 + resamples)))
                .toArray();
    }

    /** Draws once: the sum over the classes of a metric, or over all images, for each method. */
    private void draw(Map<Metric, double[]> sums, SplittableRandom random) {
        sums.values().forEach(own -> Arrays.fill(own, 0));
        int[] drawn = new int[methods];
        if (sums.containsKey(Metric.ACCURACY)) {
            draw(0, right.length, random, drawn);
            Arrays.setAll(sums.get(Metric.ACCURACY), method -> drawn[method]);
        }
        for (int c = 0; c < groups.length; c++) {
            int images = begins[c + 1] - begins[c];
            double[] own = sums.get(groups[c]);
            if (own != null && images > 0) {
                draw(begins[c], images, random, drawn);
                Arrays.setAll(own, method -> own[method] + (double) drawn[method] / images);
            }
        }
    }

    /** How often each method is right on as many draws as there are images. */
    private void draw(int begin, int images, SplittableRandom random, int[] drawn) {
        counts.clear();
        int left = images;
        for (; left >= 4; left -= 4) {
            long two = random.nextLong();
            long more = random.nextLong();
            counts.add(
                    right[begin + place(two, images)],
                    right[begin + place(two >>> 32, images)],
                    right[begin + place(more, images)],
                    right[begin + place(more >>> 32, images)]);
        }
        for (; left > 0; left--) {
            counts.add(right[begin + random.nextInt(images)]);
        }
        counts.read(drawn);
    }

    /** A place that 32 random bits choose; one is more probable than another by at most images / 2^32. */
    private static int place(long bits, int images) {
        return (int) (((bits & 0xFFFF_FFFFL) * images) >>> 32);
    }
}
