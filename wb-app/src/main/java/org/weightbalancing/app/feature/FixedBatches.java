package org.weightbalancing.app.feature;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Layout;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;

/**
 * Computes features in batches of one size, the last one filled up with its last image.
 *
 * <p>oneDNN may choose another algorithm, which rounds otherwise, for batches of another size; for one size, an image has
 * the same features bit for bit wherever it stands and whatever stands beside it.
 *
 * @param normalization of the images
 * @param batch images at once
 */
public record FixedBatches(Normalization normalization, int batch) {

    /**
     * The features of images, in their order.
     *
     * @param inference a network with folded normalization
     * @param mirrored whether left and right are exchanged
     */
    public FeatureBank features(ComputationGraph inference, ImageSet set, boolean mirrored) {
        try (ImageBatches batches =
                        ImageBatches.forEvaluation(filled(set), batch, normalization, Layout.NHWC, mirrored);
                ClosingBatches closing = new ClosingBatches(batches)) {
            return first(FeatureBank.of(inference, LayerNames.FEATURES, closing), set);
        }
    }

    private ImageSet filled(ImageSet set) {
        int[] images = new int[(set.size() + batch - 1) / batch * batch];
        Arrays.setAll(images, i -> Math.min(i, set.size() - 1));
        return set.select(images);
    }

    private static FeatureBank first(FeatureBank bank, ImageSet set) {
        INDArray features = bank.features(0);
        float[] values = features.data().asFloat();
        return FeatureBank.of(Arrays.copyOf(values, set.size() * bank.dimension()), set.labels(), set.classes());
    }
}
