package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Random logits, half of them good, of two to nine classes with different training counts around the bounds. */
final class RandomItems {

    final double[][] logits;
    final int[] labels;
    final int[] train;

    private RandomItems(double[][] logits, int[] labels, int[] train) {
        this.logits = logits;
        this.labels = labels;
        this.train = train;
    }

    static RandomItems of(long seed, int size) {
        Random random = new Random(seed);
        int classes = 2 + random.nextInt(8);
        int[] labels = random.ints(size, 0, classes).toArray();
        double[][] logits = new double[size][classes];
        for (int i = 0; i < size; i++) {
            Arrays.setAll(logits[i], c -> 2 * random.nextGaussian());
            logits[i][labels[i]] += 2 * random.nextInt(2);
        }
        int[] train = IntStream.range(0, classes)
                .map(c -> (classes - c) * 20 + random.nextInt(20))
                .toArray();
        return new RandomItems(logits, labels, train);
    }

    int classes() {
        return train.length;
    }

    RandomItems range(int from, int to) {
        return pick(IntStream.range(from, to).toArray());
    }

    RandomItems pick(int[] items) {
        return new RandomItems(
                Arrays.stream(items).mapToObj(i -> logits[i]).toArray(double[][]::new),
                Arrays.stream(items).map(i -> labels[i]).toArray(),
                train);
    }

    /** Class c becomes what was class order[c]. */
    RandomItems renamed(int[] order) {
        int[] names = new int[order.length];
        IntStream.range(0, order.length).forEach(c -> names[order[c]] = c);
        return new RandomItems(
                Arrays.stream(logits)
                        .map(row ->
                                Arrays.stream(order).mapToDouble(c -> row[c]).toArray())
                        .toArray(double[][]::new),
                Arrays.stream(labels).map(c -> names[c]).toArray(),
                Arrays.stream(order).map(c -> train[c]).toArray());
    }

    ItemScores scores() {
        ItemScores scores = new ItemScores(classes());
        scores.add(logits, labels);
        return scores;
    }

    LongTailReport report() {
        return LongTailEvaluator.standard().evaluate(scores(), train);
    }
}
