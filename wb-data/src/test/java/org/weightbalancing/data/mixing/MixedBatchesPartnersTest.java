package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.ClassAwareSampler;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;

/** Where the partners of a batch come from, and what becomes of them. */
@Timeout(60)
class MixedBatchesPartnersTest {

    @Test
    void anInterruptionWhilePartnersAreAwaitedLosesNone() {
        for (int at = 0; at < 3; at++) {
            List<DataSet> taken = new ArrayList<>();
            try (MixedBatches batches = MixedPictures.batches(
                    MixedPictures.SETTINGS, new MixedPictures.Halving(at, new ClassAwareSampler()))) {
                while (taken.size() < at) {
                    taken.add(batches.next());
                }
                assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(batches.hasNext()).isTrue();
                taken.addAll(MixedPictures.rest(batches));
            }
            assertThat(taken)
                    .isEqualTo(MixedPictures.epoch(
                            MixedPictures.SETTINGS, new MixedPictures.Halving(-1, new ClassAwareSampler()), 0));
        }
    }

    @Test
    void aBatchThatWaitsForItsPartnersIsForgottenByResettingAndClosing() {
        MixedBatches batches =
                MixedPictures.batches(MixedPictures.SETTINGS, new MixedPictures.Halving(0, new ClassAwareSampler()));
        assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        batches.reset();
        assertThat(batches.epoch()).isZero();
        assertThat(MixedPictures.rest(batches))
                .isEqualTo(MixedPictures.epoch(
                        MixedPictures.SETTINGS, new MixedPictures.Halving(-1, new ClassAwareSampler()), 0));
        batches.close();

        MixedBatches closed =
                MixedPictures.batches(MixedPictures.SETTINGS, new MixedPictures.Halving(0, new ClassAwareSampler()));
        assertThatThrownBy(closed::next).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        closed.close();
        assertThat(closed.hasNext()).isFalse();
    }

    @Test
    void partnersLastForEpochsLongerThanTheirSamplersOrder() {
        // 17 images of the largest of three classes: 51 images, seven batches; the partners' sampler shows two.
        MixedPictures.Halving mixing =
                new MixedPictures.Halving(-1, (labels, classes, seed, epoch) -> new int[] {20, 21});
        List<DataSet> epoch =
                MixedPictures.epoch(MixedPictures.SETTINGS.withSampler(new ClassAwareSampler()), mixing, 0);
        int images = epoch.stream().mapToInt(DataSet::numExamples).sum();
        assertThat(images)
                .isEqualTo(
                        3 * IntStream.of(MixedPictures.SET.classCounts()).max().orElseThrow());
        assertThat(mixing.calls).hasValue(epoch.size());
    }

    @Test
    void partnersThatAreNoneAreReported() {
        MixedPictures.Halving none = new MixedPictures.Halving(-1, (labels, classes, seed, epoch) -> new int[0]);
        assertThatThrownBy(() -> MixedPictures.batches(MixedPictures.SETTINGS, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The sampler of partners shows no image in epoch 0, and 22 are needed");
    }

    /** 150 batches of 1.5 MiB, and as many of partners, make hardly any garbage on the heap to be collected. */
    @Test
    void partnersAreClosedOnceTheyAreUsed() {
        ImageSet large = Pictures.random(64, 64, 3, 1, 0, 0, 0);
        BatchSettings settings =
                BatchSettings.of(32, 0).withSampler((labels, classes, seed, epoch) -> new int[160 * 32]);
        try (MixedBatches batches = new MixedBatches(
                new ImageBatches(large, settings), new MixedPictures.Halving(-1, new ClassAwareSampler()))) {
            long before = 0;
            for (int taken = 0; batches.hasNext(); taken++) {
                DataSet batch = batches.next();
                batch.getFeatures().close();
                batch.getLabels().close();
                before = taken == 10 ? Pointer.physicalBytes() : before;
            }
            // Those of the partners would be 225 MiB.
            assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
        }
    }
}
