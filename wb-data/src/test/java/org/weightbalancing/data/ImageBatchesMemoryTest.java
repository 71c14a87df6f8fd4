package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Whose memory a batch has, and that it is given back. */
class ImageBatchesMemoryTest {

    @Test
    void aBatchIsNotOverwrittenByLaterOnes() {
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            DataSet first = batches.next();
            INDArray copy = first.getFeatures().dup();
            TinyBatches.rest(batches);
            assertThat(first.getFeatures()).isEqualTo(copy);
        }
    }

    @Test
    void aBatchThatIsClosedLeavesTheOthersAlone() {
        try (ImageBatches closing = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS);
                ImageBatches keeping = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            while (keeping.hasNext()) {
                DataSet batch = closing.next();
                assertThat(batch).isEqualTo(keeping.next());
                batch.getFeatures().close();
                batch.getLabels().close();
                assertThat(batch.getFeatures().wasClosed()).isTrue();
                assertThatThrownBy(() -> batch.getFeatures().getFloat(0, 0, 0, 0))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    /** 300 batches of 1.5 MiB make hardly any garbage on the heap, so that no collection would free them in between. */
    @Test
    void memoryDoesNotGrowWithTheNumberOfClosedBatches() {
        ImageSet set = ImageSet.of(new byte[3 * 64 * 64 * 3], 64, 64, 3, new int[3], List.of("a"));
        BatchSettings settings =
                BatchSettings.of(32, 0).withSampler((labels, classes, seed, epoch) -> new int[310 * 32]);
        List<INDArray> seen = new ArrayList<>();
        try (ImageBatches batches = new ImageBatches(set, settings)) {
            long before = 0;
            while (batches.hasNext()) {
                INDArray features = batches.next().getFeatures();
                // Reachable arrays are not collected.
                seen.add(features);
                features.close();
                before = seen.size() == 10 ? Pointer.physicalBytes() : before;
            }
            assertThat(seen).hasSize(310);
            // All of them would be 450 MiB.
            assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
        }
    }
}
