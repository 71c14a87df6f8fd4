package org.weightbalancing.app.result;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.geometry.FeatureGeometry;

/**
 * Measures the geometry of features on test images: the first of each class, equally many, some 5,000 in all, since its time
 * and memory grow with the images times the square of the dimensions.
 *
 * @param items that are measured
 * @param labels of those
 */
// A holder of arrays that are handed over, not compared.
@SuppressWarnings("ArrayRecordComponent")
record TestGeometry(int[] items, int[] labels) {

    private static final int ITEMS = 5000;
    private static final int LEAST = 2;

    /** Chooses items by their labels. */
    static TestGeometry of(int[] labels, int classes) {
        int most = Math.max(LEAST, ITEMS / classes);
        int[] seen = new int[classes];
        int[] items = IntStream.range(0, labels.length)
                .filter(item -> seen[labels[item]]++ < most)
                .toArray();
        return new TestGeometry(
                items, IntStream.of(items).map(item -> labels[item]).toArray());
    }

    /**
     * Measures.
     *
     * @param features [n, D] of all test images
     * @param network whose they are, with its classifier
     */
    FeatureGeometry of(INDArray features, ComputationGraph network) {
        return FeatureGeometry.of(
                items.length == features.size(0) ? features : features.getRows(items), labels, network);
    }
}
