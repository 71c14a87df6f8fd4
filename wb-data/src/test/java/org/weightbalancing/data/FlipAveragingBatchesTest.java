package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class FlipAveragingBatchesTest {

    private static final Normalization RAW = new Normalization(new float[] {0}, new float[] {1 / 255f});

    /** Three grey pictures of one row and two pixels. */
    private static ImageBatches images() {
        ImageSet set = ImageSet.of(new byte[] {1, 2, 3, 4, 5, 6}, 1, 2, 1, new int[] {0, 1, 1}, List.of("zero", "one"));
        return ImageBatches.forEvaluation(set, 2, RAW, Layout.NHWC, false);
    }

    @Test
    void imagesComeFirstAndTheirMirrorImagesAfterThem() {
        try (FlipAveragingBatches batches = new FlipAveragingBatches(images())) {
            DataSet first = batches.next();
            assertThat(first.getFeatures().shape()).containsExactly(4, 1, 2, 1);
            assertThat(first.getFeatures().data().asFloat()).containsExactly(1, 2, 3, 4, 2, 1, 4, 3);
            assertThat(first.getLabels().argMax(1).toIntVector()).containsExactly(0, 1, 0, 1);
            DataSet last = batches.next();
            assertThat(last.getFeatures().data().asFloat()).containsExactly(5, 6, 6, 5);
            assertThat(last.getLabels().argMax(1).toIntVector()).containsExactly(1, 1);
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void aResetShowsBothHalvesAgain() {
        try (FlipAveragingBatches batches = new FlipAveragingBatches(images())) {
            batches.next();
            batches.reset();
            assertThat(batches.next().getFeatures().data().asFloat()).containsExactly(1, 2, 3, 4, 2, 1, 4, 3);
        }
    }

    @Test
    void refusesAnotherSizeAndUseAfterClosing() {
        FlipAveragingBatches batches = new FlipAveragingBatches(images());
        assertThat(batches.batch()).isEqualTo(4);
        assertThatThrownBy(() -> batches.next(2))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("4 images, not 2");
        batches.close();
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
    }
}
