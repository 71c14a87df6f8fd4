package org.weightbalancing.app.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts how often which class was taken for which, with classes from frequent to rare. More than 200 classes are counted
 * in blocks of like frequency, so that memory is that of the blocks.
 */
public final class Confusions {

    private static final int MOST = 200;

    private final List<Integer> trainCounts;
    private final Blocks blocks;
    private final long[][] images;

    /**
     * Counts test images.
     *
     * @param trainCounts training images of each class
     * @param predictions of the test images, in any order; read once
     * @throws IllegalArgumentException if a count is negative, or a prediction names a class that is not there
     */
    public Confusions(List<Integer> trainCounts, Stream<Prediction> predictions) {
        this.trainCounts = List.copyOf(trainCounts);
        this.blocks = Blocks.of(trainCounts.size(), MOST);
        this.images = new long[blocks.count()][blocks.count()];
        int[] block = blockOfClass();
        predictions.forEachOrdered(
                prediction -> images[block[inside(prediction.truth())]][block[inside(prediction.predicted())]]++);
    }

    /**
     * What one test image is taken for.
     *
     * @param truth its class
     * @param predicted the class that it is taken for
     */
    public record Prediction(int truth, int predicted) {}

    private int[] blockOfClass() {
        List<Integer> order = new ByFrequency(trainCounts).order();
        int[] block = new int[order.size()];
        for (int place = 0; place < block.length; place++) {
            block[order.get(place)] = place / blocks.size();
        }
        return block;
    }

    private int inside(int c) {
        if (c < 0 || c >= trainCounts.size()) {
            throw new IllegalArgumentException(
                    "a prediction names class " + c + ", must be from 0 to " + (trainCounts.size() - 1));
        }
        return c;
    }

    List<Integer> trainCounts() {
        return trainCounts;
    }

    Blocks blocks() {
        return blocks;
    }

    boolean none() {
        return Arrays.stream(images).flatMapToLong(Arrays::stream).allMatch(count -> count == 0);
    }

    /** Per cent of each true block [true][predicted]; NaN where it has no images. */
    double[][] percent() {
        return Arrays.stream(images)
                .map(row -> {
                    double all = Arrays.stream(row).sum();
                    return Arrays.stream(row)
                            .mapToDouble(count -> 100 * count / all)
                            .toArray();
                })
                .toArray(double[][]::new);
    }
}
