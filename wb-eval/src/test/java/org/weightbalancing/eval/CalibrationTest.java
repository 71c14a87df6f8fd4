package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.weightbalancing.eval.Calibration.Bin;

class CalibrationTest {

    private static final double EXACT = 1e-15;

    /** Confidences 0.5 right, 0.6 wrong, 0.7 right, 0.9 right. */
    private static final ItemScores FOUR =
            scores(new double[] {0.5, 0.6, 0.7, 0.9}, new boolean[] {true, false, true, true});

    /** Gaps |1 - 0.5|, |1/2 - 0.65|, |1 - 0.9| of 1, 2, 1 items: ECE 0.125 + 0.075 + 0.025. By places: 0.5, 0.6, 0.3, 0.1. */
    @Test
    void fourBins() {
        Calibration calibration = Calibration.of(FOUR, 4);
        assertThat(calibration.expected()).isCloseTo(0.225, within(EXACT));
        assertThat(calibration.maximum()).isEqualTo(0.5);
        assertThat(calibration.adaptive()).isCloseTo(0.375, within(EXACT));
        assertThat(calibration.bins()).hasSize(4);
        assertThat(calibration.bins().get(0)).isEqualTo(new Bin(0, 0.25, 0, Double.NaN, Double.NaN));
        assertThat(calibration.bins().get(0).gap()).isNaN();
        assertThat(calibration.bins().get(1)).isEqualTo(new Bin(0.25, 0.5, 1, 0.5, 1));
        Bin third = calibration.bins().get(2);
        assertThat(third.items()).isEqualTo(2);
        assertThat(third.confidence()).isCloseTo(0.65, within(EXACT));
        assertThat(third.accuracy()).isEqualTo(0.5);
        assertThat(third.gap()).isCloseTo(0.15, within(EXACT));
    }

    /** By width 0.5 of 1 item, |2/3 - 2.2/3| of 3: 0.125 + 0.05. By places |1/2 - 0.55|, |1 - 0.8|: their mean. */
    @Test
    void twoBins() {
        Calibration calibration = Calibration.of(FOUR, 2);
        assertThat(calibration.expected()).isCloseTo(0.175, within(EXACT));
        assertThat(calibration.maximum()).isEqualTo(0.5);
        assertThat(calibration.adaptive()).isCloseTo(0.125, within(EXACT));
    }

    /** Bins by place hold 1, 1 and 2 items: gaps 0.5, 0.6 and |1 - 0.8|. */
    @Test
    void binsOfEqualMassDifferByOneItemAtMost() {
        assertThat(Calibration.of(FOUR, 3).adaptive()).isCloseTo(0.375, within(EXACT));
        assertThat(Calibration.of(FOUR, 8).adaptive()).isCloseTo(0.375, within(EXACT));
    }

    @Test
    void fifteenBinsAreClosedOnTheRight() {
        ItemScores scores = new ItemScores(2);
        scores.add(new double[][] {{0, 0}, {1000, 0}}, new int[] {0, 0});
        List<Bin> bins = Calibration.of(scores, 15).bins();
        assertThat(bins)
                .extracting(Bin::items)
                .containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(bins.get(14)).isEqualTo(new Bin(14 / 15.0, 1, 1, 1, 1));
        assertThat(Calibration.of(scores, 2).bins()).extracting(Bin::items).containsExactly(1L, 1L);
        for (int b = 1; b < 15; b++) {
            assertThat(bins.get(b).lower()).isEqualTo(bins.get(b - 1).upper());
        }
    }

    /** Half of them right at confidence one half: well calibrated, whichever of them come first. */
    @Test
    void itemsOfEqualConfidenceShareWhatIsRight() {
        ItemScores scores = ItemScores.of(new double[6][2], new int[] {0, 0, 1, 1, 0, 1});
        assertThat(Calibration.of(scores, 3).adaptive()).isZero();
        assertThat(Calibration.of(scores, 3).expected()).isZero();
    }

    @Test
    void surelyWrongIsTheWorst() {
        ItemScores scores = ItemScores.of(new double[][] {{0, 1e4}, {0, 1e4}}, new int[] {0, 0});
        Calibration calibration = Calibration.of(scores, 15);
        assertThat(calibration.expected()).isEqualTo(1);
        assertThat(calibration.maximum()).isEqualTo(1);
        assertThat(calibration.adaptive()).isEqualTo(1);
    }

    @Test
    void withoutItemsNothingIsDefined() {
        Calibration calibration = Calibration.of(new ItemScores(3), 15);
        assertThat(calibration.expected()).isNaN();
        assertThat(calibration.maximum()).isNaN();
        assertThat(calibration.adaptive()).isNaN();
        assertThat(calibration.bins()).hasSize(15).allMatch(bin -> bin.items() == 0);
    }

    @Test
    void atLeastOneBinIsRequired() {
        assertThatThrownBy(() -> Calibration.of(FOUR, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bins = 0, but at least 1 is required");
    }

    @Property(seed = "1", tries = 100)
    void neitherOrderNorPartsMatterToABit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int bins) {
        double[][] logits = logits(seed);
        int[] labels = labels(seed);
        List<Integer> order = IntStream.range(0, labels.length).boxed().toList();
        List<Integer> shuffled = new ArrayList<>(order);
        Collections.shuffle(shuffled, new Random(seed));
        Calibration calibration = Calibration.of(ItemScores.of(logits, labels), bins);
        ItemScores other = ItemScores.of(
                shuffled.stream().map(i -> logits[i]).toArray(double[][]::new),
                shuffled.stream().mapToInt(i -> labels[i]).toArray());
        assertThat(Calibration.of(other, bins)).isEqualTo(calibration);
        ItemScores head = ItemScores.of(Arrays.copyOf(logits, 9), Arrays.copyOf(labels, 9));
        ItemScores tail = ItemScores.of(
                Arrays.copyOfRange(logits, 9, labels.length), Arrays.copyOfRange(labels, 9, labels.length));
        assertThat(Calibration.of(tail.merge(head), bins)).isEqualTo(calibration);
    }

    @Property(seed = "1", tries = 100)
    void errorsAreInBoundsAndAgreeWhereTheyMust(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int bins) {
        ItemScores scores = ItemScores.of(logits(seed), labels(seed));
        Calibration calibration = Calibration.of(scores, bins);
        double right = IntStream.range(0, scores.items())
                .filter(i -> scores.rank(i) == 0)
                .count();
        double confidence = IntStream.range(0, scores.items())
                .mapToDouble(scores::confidence)
                .sum();
        double least = Math.abs(right - confidence) / scores.items();
        assertThat(calibration.expected()).isBetween(least - EXACT, calibration.maximum() + EXACT);
        assertThat(calibration.adaptive()).isBetween(least - EXACT, 1.0);
        assertThat(calibration.maximum()).isBetween(0.0, 1.0);
        assertThat(calibration.bins().stream().mapToLong(Bin::items).sum()).isEqualTo(scores.items());
        for (Bin bin : calibration.bins()) {
            if (bin.items() > 0) {
                assertThat(bin.confidence()).isBetween(bin.lower(), bin.upper() + EXACT);
                assertThat(bin.accuracy()).isBetween(0.0, 1.0);
            }
        }
        Calibration single = Calibration.of(scores, 1);
        assertThat(single.expected()).isCloseTo(least, within(EXACT));
        assertThat(single.adaptive()).isCloseTo(least, within(EXACT));
        assertThat(single.maximum()).isCloseTo(least, within(EXACT));
    }

    /** Small whole numbers, so that many confidences are equal. */
    private static double[][] logits(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 40)
                .mapToObj(i -> random.ints(3, 0, 3).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }

    private static int[] labels(long seed) {
        return new Random(seed).ints(40, 0, 3).toArray();
    }

    /** Two classes, the first predicted. */
    private static ItemScores scores(double[] confidences, boolean[] right) {
        double[][] logits = Arrays.stream(confidences)
                .mapToObj(p -> new double[] {Math.log(p / (1 - p)), 0})
                .toArray(double[][]::new);
        return ItemScores.of(
                logits,
                IntStream.range(0, right.length).map(i -> right[i] ? 0 : 1).toArray());
    }
}
