package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
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

class ItemScoresLawsTest {

    private static final int TRIES = 100;
    private static final int ITEMS = 30;

    @Property(seed = "1", tries = TRIES)
    void itemsAreThoseOfPlainSoftmax(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int classes) {
        float[] logits = logits(seed, classes);
        int[] labels = labels(seed, classes);
        ItemScores scores = scores(logits, labels, classes);
        for (int i = 0; i < ITEMS; i++) {
            double[] p = softmax(logits, i, classes);
            int y = labels[i];
            assertThat(scores.confidence(i)).isCloseTo(Arrays.stream(p).max().orElseThrow(), within(1e-14));
            assertThat(scores.negativeLogLikelihood(i)).isCloseTo(-Math.log(p[y]), within(1e-13));
            double brier = IntStream.range(0, classes)
                    .mapToDouble(c -> Math.pow(p[c] - (c == y ? 1 : 0), 2))
                    .sum();
            assertThat(scores.brier(i)).isCloseTo(brier, within(1e-14));
            double entropy = -Arrays.stream(p).map(q -> q * Math.log(q)).sum();
            assertThat(scores.entropy(i)).isCloseTo(entropy, within(1e-13));
        }
    }

    @Property(seed = "1", tries = TRIES)
    void ranksAreThoseOfSorting(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int classes) {
        float[] logits = logits(seed, classes);
        int[] labels = labels(seed, classes);
        ItemScores scores = scores(logits, labels, classes);
        for (int i = 0; i < ITEMS; i++) {
            int at = i * classes;
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, classes).boxed().toList());
            order.sort((a, b) -> Float.compare(logits[at + b], logits[at + a]));
            assertThat(scores.predicted(i)).isEqualTo(order.get(0));
            assertThat(scores.rank(i)).isEqualTo(order.indexOf(labels[i]));
        }
    }

    @Property(seed = "1", tries = TRIES)
    void batchesDoNotMatterToABit(@ForAll long seed, @ForAll @IntRange(max = ITEMS) int cut) {
        float[] logits = logits(seed, 7);
        int[] labels = labels(seed, 7);
        ItemScores whole = scores(logits, labels, 7);
        ItemScores parts = new ItemScores(7);
        parts.add(Arrays.copyOf(logits, cut * 7), Arrays.copyOf(labels, cut));
        parts.add(Arrays.copyOfRange(logits, cut * 7, ITEMS * 7), Arrays.copyOfRange(labels, cut, ITEMS));
        assertThat(all(parts)).isEqualTo(all(whole));
        ItemScores ofDoubles = ItemScores.of(rows(logits, 7), labels);
        assertThat(all(ofDoubles)).isEqualTo(all(whole));
    }

    /** Class 0 is so unlikely that its marginal has nothing but small parts. */
    @Property(seed = "1", tries = TRIES)
    void orderDoesNotMatterToABit(@ForAll long seed) {
        double[][] rows = rows(logits(seed, 7), 7);
        for (double[] row : rows) {
            row[0] -= 25;
        }
        int[] labels = labels(seed, 7);
        List<Integer> order = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        ItemScores scores = ItemScores.of(rows, labels);
        ItemScores shuffled = ItemScores.of(
                order.stream().map(i -> rows[i]).toArray(double[][]::new),
                order.stream().mapToInt(i -> labels[i]).toArray());
        assertThat(shuffled.marginalLikelihoods()).isEqualTo(scores.marginalLikelihoods());
        for (int i = 0; i < ITEMS; i++) {
            assertThat(item(shuffled, i)).isEqualTo(item(scores, order.get(i)));
        }
    }

    @Property(seed = "1", tries = TRIES)
    void mergingIsAssociativeAndLeavesThePartsAlone(@ForAll long seed) {
        ItemScores a = scores(logits(seed, 7), labels(seed, 7), 7);
        ItemScores b = scores(logits(seed + 1, 7), labels(seed + 1, 7), 7);
        ItemScores c = scores(logits(seed + 2, 7), labels(seed + 2, 7), 7);
        List<Object> before = all(a);
        ItemScores merged = a.merge(b).merge(c);
        assertThat(all(a.merge(b.merge(c)))).isEqualTo(all(merged));
        assertThat(merged.items()).isEqualTo(3 * ITEMS);
        assertThat(item(merged, 2 * ITEMS + 3)).isEqualTo(item(c, 3));
        assertThat(all(a)).isEqualTo(before);
        b.add(logits(seed, 7), labels(seed, 7));
        ItemScores growing = scores(logits(seed + 1, 7), labels(seed + 1, 7), 7);
        growing.add(logits(seed, 7), labels(seed, 7));
        assertThat(all(b)).isEqualTo(all(growing));
    }

    /** Logits are multiples of 1/256, so that adding is exact. */
    @Property(seed = "1", tries = TRIES)
    void aNumberAddedToAllLogitsOfAnItemDoesNotMatter(@ForAll long seed, @ForAll @IntRange(max = 10_000) int number) {
        double[][] rows = rows(logits(seed, 7), 7);
        double[][] moved = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(z -> z + number).toArray())
                .toArray(double[][]::new);
        assertThat(all(ItemScores.of(moved, labels(seed, 7)))).isEqualTo(all(ItemScores.of(rows, labels(seed, 7))));
    }

    @Property(seed = "1", tries = TRIES)
    void numbersAreInBounds(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int classes,
            @ForAll @IntRange(max = 2000) int scale) {
        float[] logits = logits(seed, classes);
        for (int at = 0; at < logits.length; at++) {
            logits[at] *= scale;
        }
        ItemScores scores = scores(logits, labels(seed, classes), classes);
        for (int i = 0; i < ITEMS; i++) {
            assertThat(scores.confidence(i)).isBetween((1 - 1e-15) / classes, 1.0);
            assertThat(scores.negativeLogLikelihood(i)).isBetween(0.0, 1e6);
            assertThat(scores.brier(i)).isBetween(0.0, 2.0);
            assertThat(scores.entropy(i)).isBetween(0.0, Math.log(classes) + 1e-15);
            // No class is likelier than the predicted one, and it is right where the rank is 0.
            assertThat(scores.negativeLogLikelihood(i)).isGreaterThanOrEqualTo(-Math.log(scores.confidence(i)) - 1e-15);
            assertThat(scores.rank(i) == 0).isEqualTo(scores.predicted(i) == scores.label(i));
        }
        assertThat(Arrays.stream(scores.marginalLikelihoods()).sum()).isCloseTo(1, within(1e-14));
    }

    /** Two pieces of storage and a bit. */
    @Property(seed = "1", tries = 1)
    void manyItemsAreKept() {
        ItemScores scores = new ItemScores(3);
        for (int i = 0; i < 9000; i++) {
            scores.add(new float[] {i % 4, i % 3, i % 5}, new int[] {i % 3});
        }
        ItemScores twice = scores.merge(scores);
        for (int i = 0; i < 18_000; i++) {
            int item = i % 9000;
            double sum = Math.exp(item % 4) + Math.exp(item % 3) + Math.exp(item % 5);
            assertThat(twice.label(i)).isEqualTo(item % 3);
            assertThat(twice.confidence(i))
                    .isCloseTo(Math.exp(Math.max(item % 4, Math.max(item % 3, item % 5))) / sum, within(1e-15));
        }
    }

    private static ItemScores scores(float[] logits, int[] labels, int classes) {
        ItemScores scores = new ItemScores(classes);
        scores.add(logits, labels);
        return scores;
    }

    /** Multiples of 1/256 in -8..8, with ties. */
    private static float[] logits(long seed, int classes) {
        Random random = new Random(seed);
        float[] logits = new float[ITEMS * classes];
        for (int at = 0; at < logits.length; at++) {
            logits[at] = random.nextBoolean() ? random.nextInt(4) : (random.nextInt(4097) - 2048) / 256f;
        }
        return logits;
    }

    private static int[] labels(long seed, int classes) {
        return new Random(seed).ints(ITEMS, 0, classes).toArray();
    }

    private static double[][] rows(float[] logits, int classes) {
        double[][] rows = new double[logits.length / classes][classes];
        for (int at = 0; at < logits.length; at++) {
            rows[at / classes][at % classes] = logits[at];
        }
        return rows;
    }

    private static double[] softmax(float[] logits, int item, int classes) {
        double[] p = IntStream.range(0, classes)
                .mapToDouble(c -> StrictMath.exp(logits[item * classes + c]))
                .toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(e -> e / sum).toArray();
    }

    private static List<Object> all(ItemScores scores) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < scores.items(); i++) {
            all.add(item(scores, i));
        }
        all.add(Arrays.stream(scores.marginalLikelihoods()).boxed().toList());
        return all;
    }

    private static List<Number> item(ItemScores scores, int item) {
        return List.of(
                scores.label(item),
                scores.predicted(item),
                scores.rank(item),
                scores.confidence(item),
                scores.negativeLogLikelihood(item),
                scores.brier(item),
                scores.entropy(item));
    }
}
