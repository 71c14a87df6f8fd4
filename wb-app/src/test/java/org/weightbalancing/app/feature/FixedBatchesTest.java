package org.weightbalancing.app.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.model.Shortcut;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.loss.CrossEntropy;

class FixedBatchesTest {

    private static final int IMAGES = 7;
    private static final int SIDE = 8;

    private static final Normalization NORMALIZATION = new Normalization(new float[3], new float[] {1, 1, 1});

    private final ComputationGraph network = ResNets.build(
            new ResNetSpec(List.of(1), 4, Shortcut.PAD, 2, SIDE, SIDE, 3, 1, DataType.FLOAT), new CrossEntropy());

    // The last batch of 3 has 1 image; a batch of 100 is never full.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100})
    void bothViewsAreInTheImagesOrder(int batch) {
        ImageSet set = set(false);
        Images images = new Images(set, set, set, List.of(), NORMALIZATION, Optional.empty());
        FixedBatches batches = new FixedBatches(NORMALIZATION, batch);
        FeatureBank plain = batches.features(InferenceNetwork.of(network), set, false);
        FeatureBank mirrored = batches.features(InferenceNetwork.of(network), set, true);
        assertSame(plain, new Evaluator(images, batch).features(network, set));
        assertSame(mirrored, new Evaluator(images, batch).features(network, set(true)));
        assertThat(plain.features(0).equalsWithEps(mirrored.features(0), 1e-4)).isFalse();
    }

    // A wide network, for which oneDNN takes another algorithm where batches are small.
    @Test
    void anImageHasTheSameFeaturesWhereverItStandsAndWhateverStandsBesideIt() {
        ComputationGraph wide = InferenceNetwork.of(
                ResNets.build(ResNetSpec.resnet18(2).width(32).seed(3), new CrossEntropy()));
        FixedBatches batches = new FixedBatches(NORMALIZATION, 16);
        ImageSet set = noise(19, 32, false);
        float[] all = batches.features(wide, set, false).features(0).data().asFloat();
        int dimension = all.length / 19;
        for (int image : new int[] {0, 9, 15, 18}) {
            float[] alone = batches.features(wide, set.select(new int[] {image}), false)
                    .features(0)
                    .data()
                    .asFloat();
            assertThat(alone)
                    .as("image %d", image)
                    .containsExactly(Arrays.copyOfRange(all, image * dimension, (image + 1) * dimension));
        }
    }

    private static void assertSame(FeatureBank actual, FeatureBank expected) {
        assertThat(actual.labels()).isEqualTo(expected.labels());
        assertThat(actual.features(0).data().asFloat())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(expected.features(0).data().asFloat());
    }

    private static ImageSet set(boolean mirrored) {
        return noise(IMAGES, SIDE, mirrored);
    }

    /** Noise, or the same with left and right exchanged by hand. */
    private static ImageSet noise(int count, int side, boolean mirrored) {
        byte[] pixels = new byte[count * side * side * 3];
        Random random = new Random(4);
        int[] labels = new int[count];
        for (int image = 0; image < count; image++) {
            labels[image] = image % 2;
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    int to = mirrored ? side - 1 - column : column;
                    for (int channel = 0; channel < 3; channel++) {
                        pixels[((image * side + row) * side + to) * 3 + channel] = (byte) random.nextInt(256);
                    }
                }
            }
        }
        return ImageSet.of(pixels, side, side, 3, labels, List.of("even", "odd"));
    }
}
