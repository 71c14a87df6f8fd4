package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.ClassAwareSampler;
import org.weightbalancing.data.Layout;

/** Mixed batches from any place of a run are those of a run that came there. */
@Timeout(60)
class MixedBatchesPositionTest {

    @Test
    void anyEpochIsAsAnUninterruptedRunGivesIt() {
        for (Mixing mixing : MixedPictures.METHODS) {
            List<List<DataSet>> run = new ArrayList<>();
            try (MixedBatches batches = MixedPictures.batches(MixedPictures.SETTINGS, mixing)) {
                for (int e = 0; e < 4; e++) {
                    batches.reset();
                    run.add(MixedPictures.rest(batches));
                }
                batches.startEpoch(1);
                batches.next();
                batches.startEpoch(2);
                assertThat(MixedPictures.rest(batches)).isEqualTo(run.get(2));
            }
            assertThat(MixedPictures.epoch(MixedPictures.SETTINGS, mixing, 3))
                    .isEqualTo(run.get(3))
                    .isNotEqualTo(run.get(2));
            assertThat(MixedPictures.epoch(
                            new BatchSettings(
                                    8,
                                    MixedPictures.SETTINGS.sampler(),
                                    MixedPictures.SETTINGS.augmentations(),
                                    MixedPictures.SETTINGS.normalization(),
                                    Layout.NHWC,
                                    18),
                            mixing,
                            3))
                    .isNotEqualTo(run.get(3));
        }
    }

    @Test
    void anyBatchIsAsAnUninterruptedRunGivesIt() {
        for (Layout layout : Layout.values()) {
            BatchSettings settings = MixedPictures.SETTINGS.withLayout(layout);
            for (Mixing mixing : MixedPictures.METHODS) {
                List<DataSet> run = MixedPictures.epoch(settings, mixing, 1);
                for (int batch = 0; batch <= run.size(); batch++) {
                    try (MixedBatches batches = MixedPictures.batches(settings, mixing)) {
                        batches.next();
                        batches.startAt(1, batch);
                        assertThat(batches.epoch()).isEqualTo(1);
                        assertThat(MixedPictures.numbers(MixedPictures.rest(batches)))
                                .containsExactlyElementsOf(MixedPictures.numbers(run.subList(batch, run.size())));
                        batches.reset();
                        assertThat(batches.epoch()).isEqualTo(2);
                    }
                }
            }
        }
    }

    /** Batches of one image: about half of the 22 are not mixed, and draw no partners. */
    @Test
    void partnersGoOnWhereTheyWouldBeThoughSomeBatchesUseNone() {
        BatchSettings ones = new BatchSettings(
                1,
                MixedPictures.SETTINGS.sampler(),
                MixedPictures.SETTINGS.augmentations(),
                MixedPictures.SETTINGS.normalization(),
                Layout.NHWC,
                17);
        Mixing mixing = new ContextRichOversampling(1, 1, 0.5, 0, 9);
        List<float[]> run = MixedPictures.numbers(MixedPictures.epoch(ones, mixing, 3));
        try (MixedBatches batches = MixedPictures.batches(ones, mixing)) {
            for (int batch = 0; batch <= 22; batch++) {
                batches.startAt(3, batch);
                assertThat(MixedPictures.numbers(MixedPictures.rest(batches)))
                        .containsExactlyElementsOf(run.subList(2 * batch, run.size()));
            }
        }
    }

    @Test
    void nothingIsPreparedOfBatchesThatAreSkipped() {
        AtomicInteger placed = new AtomicInteger();
        BatchSettings counting =
                MixedPictures.SETTINGS.withAugmentations(List.of((placement, random) -> placed.incrementAndGet()));
        try (MixedBatches batches =
                MixedPictures.batches(counting, new MixedPictures.Halving(-1, new ClassAwareSampler()))) {
            batches.startAt(0, 2);
            assertThat(MixedPictures.rest(batches)).hasSize(1);
        }
        // Six images of the last batch, and as many partners.
        assertThat(placed).hasValue(12);
    }

    @Test
    void aBatchThatAnEpochLacksIsRefused() {
        try (MixedBatches batches =
                MixedPictures.batches(MixedPictures.SETTINGS, new MixedPictures.Halving(-1, new ClassAwareSampler()))) {
            batches.next();
            for (int batch : new int[] {-1, 4}) {
                assertThatThrownBy(() -> batches.startAt(3, batch))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("batch is " + batch + "; epoch 3 has 3 batches, so allowed are 0 to 3");
            }
            List<DataSet> run = MixedPictures.epoch(
                    MixedPictures.SETTINGS, new MixedPictures.Halving(-1, new ClassAwareSampler()), 0);
            assertThat(MixedPictures.numbers(MixedPictures.rest(batches)))
                    .containsExactlyElementsOf(MixedPictures.numbers(run.subList(1, 3)));
        }
    }

    @Test
    void resetOnAFreshEpochStaysAndAfterABatchMovesOn() {
        try (MixedBatches batches = MixedPictures.batches(MixedPictures.SETTINGS, new Mixup())) {
            batches.reset();
            batches.reset();
            assertThat(batches.epoch()).isZero();
            batches.next();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(1);
            assertThat(MixedPictures.rest(batches))
                    .isEqualTo(MixedPictures.epoch(MixedPictures.SETTINGS, new Mixup(), 1));
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }
}
