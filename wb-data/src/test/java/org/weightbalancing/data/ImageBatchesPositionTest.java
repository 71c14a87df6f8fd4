package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** Batches from any place of a run are those of a run that came there. */
class ImageBatchesPositionTest {

    @Test
    void resetOnAFreshEpochStaysAndAfterABatchMovesOn() {
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            batches.reset();
            batches.reset();
            assertThat(batches.epoch()).isZero();
            batches.next();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(1);
            TinyBatches.rest(batches);
            assertThat(batches.epoch()).isEqualTo(1);
            assertThat(batches.hasNext()).isFalse();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(2);
            assertThat(TinyBatches.rest(batches)).hasSize(3);
        }
    }

    @Test
    void anyEpochIsAsAnUninterruptedRunGivesIt() {
        List<List<DataSet>> run = new ArrayList<>();
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            for (int e = 0; e < 4; e++) {
                batches.reset();
                run.add(TinyBatches.rest(batches));
            }
        }
        assertThat(TinyBatches.epoch(TinyBatches.SETTINGS, 3)).isEqualTo(run.get(3));
        assertThat(TinyBatches.epoch(TinyBatches.SETTINGS, 2)).isEqualTo(run.get(2));
        assertThat(run.get(2)).isNotEqualTo(run.get(3));
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            batches.startEpoch(3);
            batches.next();
            batches.startEpoch(1);
            assertThat(TinyBatches.rest(batches)).isEqualTo(run.get(1));
        }
    }

    @Test
    void anyBatchIsAsAnUninterruptedRunGivesIt() {
        for (Layout layout : Layout.values()) {
            BatchSettings settings = TinyBatches.SETTINGS.withLayout(layout);
            List<DataSet> run = TinyBatches.epoch(settings, 2);
            List<DataSet> following = TinyBatches.epoch(settings, 3);
            for (int batch = 0; batch <= run.size(); batch++) {
                try (ImageBatches batches = new ImageBatches(TinyBatches.SET, settings)) {
                    batches.next();
                    batches.startAt(2, batch);
                    assertThat(batches.epoch()).isEqualTo(2);
                    assertThat(batches.batches()).isEqualTo(run.size());
                    assertThat(TinyBatches.numbers(TinyBatches.rest(batches)))
                            .containsExactlyElementsOf(TinyBatches.numbers(run.subList(batch, run.size())));
                    batches.reset();
                    assertThat(TinyBatches.numbers(TinyBatches.rest(batches)))
                            .containsExactlyElementsOf(TinyBatches.numbers(following));
                }
            }
        }
    }

    @Test
    void resetMovesOnFromTheMiddleButStaysAtTheStart() {
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            batches.startAt(5, 0);
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(5);
            batches.startAt(5, 1);
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(6);
            batches.startAt(7, 3);
            assertThat(batches.hasNext()).isFalse();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(8);
        }
    }

    @Test
    void skippedBatchesAreNotPrepared() {
        AtomicInteger placed = new AtomicInteger();
        BatchSettings counting =
                TinyBatches.SETTINGS.withAugmentations(List.of((placement, random) -> placed.incrementAndGet()));
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, counting)) {
            batches.startAt(1, 2);
            assertThat(TinyBatches.rest(batches)).hasSize(1);
        }
        // Of ten images in batches of four, two are in the last.
        assertThat(placed).hasValue(2);
    }

    @Test
    void aBatchThatAnEpochLacksIsRefusedAndChangesNothing() {
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            batches.startAt(1, 2);
            for (int batch : new int[] {-1, 4, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> batches.startAt(3, batch))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("batch is " + batch + "; epoch 3 has 3 batches, so allowed are 0 to 3");
            }
            assertThatThrownBy(() -> batches.startAt(-1, 0)).hasMessageContaining("epoch is -1");
            assertThat(batches.epoch()).isEqualTo(1);
            assertThat(TinyBatches.numbers(TinyBatches.rest(batches)))
                    .containsExactlyElementsOf(TinyBatches.numbers(
                            TinyBatches.epoch(TinyBatches.SETTINGS, 1).subList(2, 3)));
        }
    }
}
