package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.model.Shortcut;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.loss.CrossEntropy;

class EvaluatorTest {

    private static final int IMAGES = 7;
    private static final int SIDE = 8;

    private final ComputationGraph network = ResNets.build(
            new ResNetSpec(List.of(1), 4, Shortcut.PAD, 2, SIDE, SIDE, 3, 1, DataType.FLOAT), new CrossEntropy());

    // The last batch of 3 has 1 image; a batch of 100 is never full.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100})
    void bothViewsAreInTheImagesOrder(int batch) {
        ImageSet set = set(false);
        Evaluator evaluator = new Evaluator(
                new Images(set, set, set, List.of(), new Normalization(new float[3], new float[] {1, 1, 1})), batch);
        Evaluator.Flipped flipped = evaluator.flipped(network, set);
        assertSame(flipped.plain(), evaluator.features(network, set));
        assertSame(flipped.mirrored(), evaluator.features(network, set(true)));
        assertThat(flipped.plain().features(0).equalsWithEps(flipped.mirrored().features(0), 1e-4))
                .isFalse();
    }

    private static void assertSame(FeatureBank actual, FeatureBank expected) {
        assertThat(actual.labels()).isEqualTo(expected.labels());
        assertThat(actual.features(0).data().asFloat())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(expected.features(0).data().asFloat());
    }

    /** Noise, or the same with left and right exchanged by hand. */
    private static ImageSet set(boolean mirrored) {
        byte[] pixels = new byte[IMAGES * SIDE * SIDE * 3];
        Random random = new Random(4);
        int[] labels = new int[IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            labels[image] = image % 2;
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    int to = mirrored ? SIDE - 1 - column : column;
                    for (int channel = 0; channel < 3; channel++) {
                        pixels[((image * SIDE + row) * SIDE + to) * 3 + channel] = (byte) random.nextInt(256);
                    }
                }
            }
        }
        return ImageSet.of(pixels, SIDE, SIDE, 3, labels, List.of("even", "odd"));
    }
}
