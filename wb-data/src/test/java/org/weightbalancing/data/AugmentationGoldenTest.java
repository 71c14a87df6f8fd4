package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares with images augmented by the published code, to 1e-6, in both layouts, through the whole iterator. */
class AugmentationGoldenTest {
    private static final String FOLDER = "/golden/f7_augment/";
    private static final ImageSet IMAGES =
            ImageSet.of(Npy.bytes(FOLDER + "images.npy"), 32, 32, 3, new int[2], List.of("any"));

    static List<JsonNode> cases() throws IOException {
        try (InputStream in = AugmentationGoldenTest.class.getResourceAsStream(FOLDER + "index.json")) {
            JsonNode all = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(all.spliterator(), false).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pixelsAreThoseOfThePublishedCode(JsonNode item) {
        float[] expected = Npy.floats(FOLDER + item.get("file").asText());
        for (Layout layout : Layout.values()) {
            INDArray features = features(item, layout);
            INDArray planes = layout == Layout.NCHW ? features : features.permute(0, 3, 1, 2);
            float[] found = planes.dup('c').reshape(expected.length).toFloatVector();
            assertThat(expected).hasSize(3 * 32 * 32);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(found[i] - expected[i]))
                        .as("%s, value %d of %s", layout, i, item.get("id"))
                        .isLessThan(1e-6f);
            }
        }
    }

    private static INDArray features(JsonNode item, Layout layout) {
        List<Augmentation> augmentations = !item.has("pad")
                ? List.of()
                : List.of(
                        (placement, random) -> placement.crop(
                                item.get("pad").asInt(),
                                item.get("top").asInt(),
                                item.get("left").asInt()),
                        new HorizontalFlip(item.get("flip").asBoolean() ? 1 : 0));
        ImageSet one = IMAGES.select(new int[] {item.get("image").asInt()});
        BatchSettings settings = BatchSettings.of(1, 0).withLayout(layout).withAugmentations(augmentations);
        try (ImageBatches batches = new ImageBatches(one, settings)) {
            return batches.next().getFeatures();
        }
    }
}
