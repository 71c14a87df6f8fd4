package org.weightbalancing.app.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps some rows of a classifier now and then: those of up to ten classes, evenly from the most to the least frequent, after
 * up to forty epochs.
 */
final class RowSnapshots {

    private static final int CLASSES = 10;
    private static final int SNAPSHOTS = 40;

    private final List<Integer> classes;
    private final int epochs;
    private final int every;

    RowSnapshots(int[] trainCounts, int epochs) {
        List<Integer> byCount = IntStream.range(0, trainCounts.length)
                .boxed()
                .sorted(Comparator.comparing(c -> -trainCounts[c]))
                .toList();
        int chosen = Math.min(CLASSES, byCount.size());
        this.classes = IntStream.range(0, chosen)
                .mapToObj(i -> byCount.get(chosen == 1 ? 0 : i * (byCount.size() - 1) / (chosen - 1)))
                .toList();
        this.epochs = epochs;
        this.every = (epochs + SNAPSHOTS - 1) / SNAPSHOTS;
    }

    boolean isDue(int epoch) {
        return (epoch + 1) % every == 0 || epoch == epochs - 1;
    }

    /** Adds the rows of the chosen classes to a table. */
    void add(int epoch, INDArray weights, GeometryFile table) {
        int width = (int) weights.size(1);
        table.head("epoch,class"
                + IntStream.range(0, (int) weights.size(0))
                        .mapToObj(i -> ",w" + i)
                        .collect(Collectors.joining()));
        double[] all = all(weights);
        for (int c : classes) {
            double[] row = new double[all.length / width];
            Arrays.setAll(row, i -> all[i * width + c]);
            table.add(epoch, List.of(Integer.toString(c)), row);
        }
    }

    private static double[] all(INDArray weights) {
        try (INDArray copy = weights.dup('c')) {
            return copy.data().asDouble();
        }
    }
}
