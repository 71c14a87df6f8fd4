package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    private static final PairedBootstrap BOOTSTRAP =
            new PairedBootstrap(new Bootstrap(2000, 0.95, 7), ShotGroups.standard());
    private static final int[] TRAIN = {500, 400, 50, 5};

    /**
     * Items of classes 0 0 0 0 1 1 2 3. First, two repetitions: right on 0: 3 and 4 of 4, on 1: 1 and 1 of 2, on 2: 1 and
     * 0, on 3: 1 and 1. Second, one: 2 of 4, 2 of 2, 0, 0. Class differences 7/8 - 1/2 = 3/8, 1/2 - 1 = -1/2, 1/2, 1.
     * Many (3/8 - 1/2) / 2 = -1/16, medium 1/2, few 1, mean (3/8 - 1/2 + 1/2 + 1) / 4 = 11/32; accuracy
     * (3.5 - 2 + 1 - 2 + 0.5 + 1) / 8 = 2/8.
     */
    @Test
    void estimatesAreDifferencesOfMeansOverRepetitions() {
        int[] truth = {0, 0, 0, 0, 1, 1, 2, 3};
        int[][] first = {{0, 0, 0, 1, 1, 0, 2, 3}, {0, 0, 0, 0, 0, 1, 3, 3}};
        int[][] second = {{0, 0, 1, 1, 1, 1, 0, 0}};
        Map<Metric, PairedDifference> differences = BOOTSTRAP.differences(truth, first, second, TRAIN);
        assertThat(differences.keySet())
                .containsExactly(Metric.ACCURACY, Metric.MEAN_CLASS_ACCURACY, Metric.MANY, Metric.MEDIUM, Metric.FEW);
        assertThat(estimates(differences)).containsExactly(2 / 8.0, 11 / 32.0, -1 / 16.0, 0.5, 1.0);
        // Class 3 has one item, which is drawn in every resample.
        assertThat(differences.get(Metric.FEW).interval()).isEqualTo(new BootstrapInterval(1, 1, 1, 0.95));
        assertThat(differences.get(Metric.FEW).notAbove()).isZero();
        assertThat(differences.get(Metric.FEW).p()).isEqualTo(2.0 / 2001);
        assertThat(estimates(BOOTSTRAP.differences(truth, second, first, TRAIN)))
                .containsExactly(-2 / 8.0, -11 / 32.0, 1 / 16.0, -0.5, -1.0);
    }

    /** Drawn together, each pair has the very numbers that it has alone. */
    @Test
    void severalPairsAreAsEachAlone() {
        int[] truth = labels(1, 300);
        int[][] one = {labels(2, 300), labels(3, 300)};
        int[][] two = {labels(4, 300)};
        int[][] three = {labels(5, 300), labels(6, 300), labels(7, 300)};
        assertThat(BOOTSTRAP.differences(
                        truth,
                        List.of(
                                new PairedBootstrap.Pair(one, two),
                                new PairedBootstrap.Pair(three, two),
                                new PairedBootstrap.Pair(one, three)),
                        TRAIN))
                .containsExactly(
                        BOOTSTRAP.differences(truth, one, two, TRAIN),
                        BOOTSTRAP.differences(truth, three, two, TRAIN),
                        BOOTSTRAP.differences(truth, one, three, TRAIN));
        assertThat(BOOTSTRAP.differences(truth, List.of(), TRAIN)).isEmpty();
    }

    /** Plain draws are those of the unpaired class, so that one repetition gives its very interval. */
    @Test
    void accuracyOfOneRepetitionIsThatOfTheBootstrap() {
        int[] truth = labels(1, 300);
        int[] first = labels(2, 300);
        int[] second = labels(3, 300);
        BootstrapInterval paired = BOOTSTRAP
                .differences(truth, new int[][] {first}, new int[][] {second}, TRAIN)
                .get(Metric.ACCURACY)
                .interval();
        BootstrapInterval expected = new Bootstrap(2000, 0.95, 7).difference(Bootstrap::accuracy, truth, first, second);
        assertThat(paired.estimate()).isCloseTo(expected.estimate(), within(1e-12));
        assertThat(paired.lower()).isCloseTo(expected.lower(), within(1e-12));
        assertThat(paired.upper()).isCloseTo(expected.upper(), within(1e-12));
    }

    /**
     * Classes 0 and 1 of 200 items each, many-shot. The first is right on 120 and 100, the second on none: by class the
     * variance of a mean is pq / 200, so that of the group's mean is (.6 * .4 + .5 * .5) / 200 / 4 = .0006125, its root
     * .02475, and 1.96 of it .0485.
     */
    @Test
    void groupsAreDrawnClassByClass() {
        int[] truth = IntStream.range(0, 400).map(i -> i / 200).toArray();
        int[] first = IntStream.range(0, 400)
                .map(i -> i % 200 < (i < 200 ? 120 : 100) ? truth[i] : 2)
                .toArray();
        int[] second = new int[400];
        Arrays.fill(second, 2);
        PairedDifference many = BOOTSTRAP
                .differences(truth, new int[][] {first}, new int[][] {second}, TRAIN)
                .get(Metric.MANY);
        assertThat(many.interval().estimate()).isCloseTo(0.55, within(1e-12));
        assertThat(many.interval().lower()).isCloseTo(0.55 - 0.0485, within(0.004));
        assertThat(many.interval().upper()).isCloseTo(0.55 + 0.0485, within(0.004));
    }

    @Test
    void aMethodDoesNotDifferFromItself() {
        int[][] predicted = {labels(2, 90), labels(3, 90), labels(4, 90)};
        int[][] thrice = {predicted[2], predicted[0], predicted[1]};
        PairedDifference none = new PairedDifference(new BootstrapInterval(0, 0, 0, 0.95), 1, 1);
        assertThat(BOOTSTRAP
                        .differences(labels(1, 90), predicted, thrice, TRAIN)
                        .values())
                .containsOnly(none);
    }

    /** Fair coins either way: p is large; an advantage on 30 of 400 items: p is small, and the other way the same. */
    @Test
    void pTellsAnAdvantageFromChance() {
        int[] truth = new int[400];
        int[] second = IntStream.range(0, 400).map(i -> i % 2).toArray();
        int[] other = IntStream.range(0, 400).map(i -> i / 2 % 2).toArray();
        int[] better = IntStream.range(0, 400).map(i -> i < 60 ? 0 : i % 2).toArray();
        assertThat(accuracy(truth, other, second).p()).isGreaterThan(0.5);
        assertThat(accuracy(truth, better, second).p()).isLessThan(0.002);
        assertThat(accuracy(truth, better, second).notAbove()).isLessThan(0.001);
        assertThat(accuracy(truth, second, better).p()).isLessThan(0.002);
        assertThat(accuracy(truth, second, better).notAbove()).isGreaterThan(0.999);
    }

    @Test
    void anEmptyGroupIsUndefined() {
        Map<Metric, PairedDifference> differences = BOOTSTRAP.differences(
                new int[] {0, 1}, new int[][] {{0, 0}}, new int[][] {{1, 1}}, new int[] {500, 500, 5});
        BootstrapInterval none = new BootstrapInterval(Double.NaN, Double.NaN, Double.NaN, 0.95);
        assertThat(differences.get(Metric.MEDIUM)).isEqualTo(new PairedDifference(none, Double.NaN, Double.NaN));
        // Class 2 has training images but no test item.
        assertThat(differences.get(Metric.FEW)).isEqualTo(new PairedDifference(none, Double.NaN, Double.NaN));
        assertThat(differences.get(Metric.MANY).interval().estimate()).isZero();
    }

    /** The least p is 2 / (1 + resamples): of one resample 1, of two 2/3, of 39 0.05. */
    @Test
    void fewResamplesTellLittleAndNoneAreRefused() {
        int[] truth = {0, 0, 1, 1};
        int[][] wrong = {{1, 1, 0, 0}};
        double[] p = IntStream.of(1, 2, 39)
                .mapToObj(resamples -> new PairedBootstrap(new Bootstrap(resamples, 0.95, 7), ShotGroups.standard()))
                .mapToDouble(bootstrap -> bootstrap
                        .differences(truth, new int[][] {truth}, wrong, TRAIN)
                        .get(Metric.ACCURACY)
                        .p())
                .toArray();
        assertThat(p).containsExactly(1, 2.0 / 3, 0.05);
        assertThatThrownBy(() -> new Bootstrap(0, 0.95, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resamples = 0, but at least 1 is required");
    }

    @Test
    void theSeedDecides() {
        int[][] first = {labels(2, 200)};
        int[][] second = {labels(3, 200)};
        Map<Metric, PairedDifference> differences = BOOTSTRAP.differences(labels(1, 200), first, second, TRAIN);
        assertThat(BOOTSTRAP.differences(labels(1, 200), first, second, TRAIN)).isEqualTo(differences);
        PairedBootstrap other = new PairedBootstrap(new Bootstrap(2000, 0.95, 8), ShotGroups.standard());
        assertThat(other.differences(labels(1, 200), first, second, TRAIN)).isNotEqualTo(differences);
    }

    @Test
    void tenThousandItemsTakeNoHours() {
        int[] truth = labels(1, 10_000);
        int[][] first =
                IntStream.range(2, 7).mapToObj(seed -> labels(seed, 10_000)).toArray(int[][]::new);
        int[][] second =
                IntStream.range(7, 12).mapToObj(seed -> labels(seed, 10_000)).toArray(int[][]::new);
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> BOOTSTRAP.differences(truth, first, second, TRAIN));
    }

    @Test
    void badInputIsRefused() {
        int[][] one = {{0, 1}};
        refused("0 test items", new int[0], new int[][] {{}}, new int[][] {{}});
        refused("0 repetitions of the first method", new int[] {0, 1}, new int[0][], one);
        refused("0 repetitions of the second method", new int[] {0, 1}, one, new int[0][]);
        refused("2 true classes but 1 predicted ones in second[1]", new int[] {0, 1}, one, new int[][] {{0, 1}, {0}});
        refused("truth[1] = 4, but classes are 0..3", new int[] {0, 4}, one, one);
        refused("first[0][1] = -1, but classes are 0..3", new int[] {0, 1}, new int[][] {{0, -1}}, one);
        assertThatThrownBy(() ->
                        BOOTSTRAP.differences(new int[] {0}, new int[][] {{0}}, new int[][] {{0}}, new int[] {-1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trainCounts[0] = -1");
    }

    @Test
    void whatIsWrongWithOneOfSeveralPairsIsSaidOfIt() {
        int[][] one = {{0, 1}};
        refused("pairs[1]: 0 repetitions of the first method", new PairedBootstrap.Pair(new int[0][], one));
        refused("pairs[1]: 0 repetitions of the second method", new PairedBootstrap.Pair(one, new int[0][]));
        refused(
                "pairs[1]: 2 true classes but 1 predicted ones in second[1]",
                new PairedBootstrap.Pair(one, new int[][] {{0, 1}, {0}}));
        refused("pairs[1]: first[0][1] = 4, but classes are 0..3", new PairedBootstrap.Pair(new int[][] {{0, 4}}, one));
    }

    private static void refused(String message, PairedBootstrap.Pair second) {
        int[][] one = {{0, 1}};
        List<PairedBootstrap.Pair> pairs = List.of(new PairedBootstrap.Pair(one, one), second);
        assertThatThrownBy(() -> BOOTSTRAP.differences(new int[] {0, 1}, pairs, TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static void refused(String message, int[] truth, int[][] first, int[][] second) {
        assertThatThrownBy(() -> BOOTSTRAP.differences(truth, first, second, TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static PairedDifference accuracy(int[] truth, int[] first, int[] second) {
        return BOOTSTRAP
                .differences(truth, new int[][] {first}, new int[][] {second}, TRAIN)
                .get(Metric.ACCURACY);
    }

    private static double[] estimates(Map<Metric, PairedDifference> differences) {
        return differences.values().stream()
                .mapToDouble(difference -> difference.interval().estimate())
                .toArray();
    }

    private static int[] labels(long seed, int items) {
        return new Random(seed).ints(items, 0, 4).toArray();
    }
}
