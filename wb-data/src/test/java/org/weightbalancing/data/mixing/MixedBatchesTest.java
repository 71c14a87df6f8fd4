package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.ClassAwareSampler;
import org.weightbalancing.data.HorizontalFlip;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Layout;
import org.weightbalancing.data.PadCrop;
import org.weightbalancing.data.Sampler;

@Timeout(60)
class MixedBatchesTest {
    private static final int[] LABELS =
            IntStream.range(0, 22).map(i -> i < 14 ? 0 : i % 3).toArray();
    private static final ImageSet SET = Pictures.random(6, 5, 3, 3, LABELS);
    private static final BatchSettings SETTINGS =
            BatchSettings.of(8, 17).withAugmentations(List.of(new PadCrop(2), new HorizontalFlip()));
    private static final List<Mixing> METHODS = List.of(
            new Mixup(), new Remix(), new CutMix(1, 0.7), new ContextRichOversampling(1, 1, 0.7, 0, Integer.MAX_VALUE));

    private static MixedBatches batches(BatchSettings settings, Mixing mixing) {
        return new MixedBatches(new ImageBatches(SET, settings), mixing);
    }

    private static List<DataSet> rest(MixedBatches batches) {
        List<DataSet> all = new ArrayList<>();
        batches.forEachRemaining(all::add);
        return all;
    }

    private static List<DataSet> epoch(BatchSettings settings, Mixing mixing, int number) {
        try (MixedBatches batches = batches(settings, mixing)) {
            batches.startEpoch(number);
            return rest(batches);
        }
    }

    /** Blends halves with partners drawn from the set; counts its calls and can be made to interrupt the caller. */
    private static final class Halving implements Mixing {
        private final AtomicInteger calls = new AtomicInteger();
        private final int interrupted;
        private final Sampler sampler;

        Halving(int interrupted, Sampler sampler) {
            this.interrupted = interrupted;
            this.sampler = sampler;
        }

        @Override
        public void mix(Pairs pairs, RandomGenerator random) {
            if (calls.getAndIncrement() == interrupted) {
                Thread.currentThread().interrupt();
            }
            pairs.blend(0.5 + 0.25 * random.nextDouble());
        }

        @Override
        public Optional<Sampler> partners() {
            return Optional.of(sampler);
        }
    }

    @Test
    void batchesHaveTheShapesOfTheImagesAndTheLastIsSmaller() {
        for (Mixing mixing : METHODS) {
            List<DataSet> epoch = epoch(SETTINGS, mixing, 0);
            assertThat(epoch).extracting(DataSet::numExamples).containsExactly(8, 8, 6);
            for (DataSet batch : epoch) {
                assertThat(batch.getFeatures().shape()).containsExactly(batch.numExamples(), 6, 5, 3);
                assertThat(batch.getLabels().shape()).containsExactly(batch.numExamples(), 3);
                assertThat(batch.getLabels().dataType()).isEqualTo(DataType.FLOAT);
            }
        }
    }

    @Test
    void bothLayoutsAgree() {
        for (Mixing mixing : METHODS) {
            List<DataSet> interleaved = epoch(SETTINGS, mixing, 2);
            List<DataSet> planes = epoch(SETTINGS.withLayout(Layout.NCHW), mixing, 2);
            for (int b = 0; b < 3; b++) {
                assertThat(planes.get(b).getFeatures().permute(0, 2, 3, 1).dup('c'))
                        .isEqualTo(interleaved.get(b).getFeatures());
                assertThat(planes.get(b).getLabels())
                        .isEqualTo(interleaved.get(b).getLabels());
            }
        }
    }

    @Test
    void anyEpochIsAsAnUninterruptedRunGivesIt() {
        for (Mixing mixing : METHODS) {
            List<List<DataSet>> run = new ArrayList<>();
            try (MixedBatches batches = batches(SETTINGS, mixing)) {
                for (int e = 0; e < 4; e++) {
                    batches.reset();
                    run.add(rest(batches));
                }
                batches.startEpoch(1);
                batches.next();
                batches.startEpoch(2);
                assertThat(rest(batches)).isEqualTo(run.get(2));
            }
            assertThat(epoch(SETTINGS, mixing, 3)).isEqualTo(run.get(3)).isNotEqualTo(run.get(2));
            assertThat(epoch(
                            new BatchSettings(
                                    8,
                                    SETTINGS.sampler(),
                                    SETTINGS.augmentations(),
                                    SETTINGS.normalization(),
                                    Layout.NHWC,
                                    18),
                            mixing,
                            3))
                    .isNotEqualTo(run.get(3));
        }
    }

    /** The numbers of all batches, features before labels, to be compared bit by bit. */
    private static List<float[]> numbers(List<DataSet> batches) {
        List<float[]> numbers = new ArrayList<>();
        for (DataSet batch : batches) {
            for (INDArray array : List.of(batch.getFeatures(), batch.getLabels())) {
                numbers.add(array.reshape(array.length()).toFloatVector());
            }
        }
        return numbers;
    }

    @Test
    void anyBatchIsAsAnUninterruptedRunGivesIt() {
        for (Layout layout : Layout.values()) {
            BatchSettings settings = SETTINGS.withLayout(layout);
            for (Mixing mixing : METHODS) {
                List<DataSet> run = epoch(settings, mixing, 1);
                for (int batch = 0; batch <= run.size(); batch++) {
                    try (MixedBatches batches = batches(settings, mixing)) {
                        batches.next();
                        batches.startAt(1, batch);
                        assertThat(batches.epoch()).isEqualTo(1);
                        assertThat(numbers(rest(batches)))
                                .containsExactlyElementsOf(numbers(run.subList(batch, run.size())));
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
                1, SETTINGS.sampler(), SETTINGS.augmentations(), SETTINGS.normalization(), Layout.NHWC, 17);
        Mixing mixing = new ContextRichOversampling(1, 1, 0.5, 0, 9);
        List<float[]> run = numbers(epoch(ones, mixing, 3));
        try (MixedBatches batches = batches(ones, mixing)) {
            for (int batch = 0; batch <= 22; batch++) {
                batches.startAt(3, batch);
                assertThat(numbers(rest(batches))).containsExactlyElementsOf(run.subList(2 * batch, run.size()));
            }
        }
    }

    @Test
    void nothingIsPreparedOfBatchesThatAreSkipped() {
        AtomicInteger placed = new AtomicInteger();
        BatchSettings counting = SETTINGS.withAugmentations(List.of((placement, random) -> placed.incrementAndGet()));
        try (MixedBatches batches = batches(counting, new Halving(-1, new ClassAwareSampler()))) {
            batches.startAt(0, 2);
            assertThat(rest(batches)).hasSize(1);
        }
        // Six images of the last batch, and as many partners.
        assertThat(placed).hasValue(12);
    }

    @Test
    void aBatchThatAnEpochLacksIsRefused() {
        try (MixedBatches batches = batches(SETTINGS, new Halving(-1, new ClassAwareSampler()))) {
            batches.next();
            for (int batch : new int[] {-1, 4}) {
                assertThatThrownBy(() -> batches.startAt(3, batch))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("batch is " + batch + "; epoch 3 has 3 batches, so allowed are 0 to 3");
            }
            List<DataSet> run = epoch(SETTINGS, new Halving(-1, new ClassAwareSampler()), 0);
            assertThat(numbers(rest(batches))).containsExactlyElementsOf(numbers(run.subList(1, 3)));
        }
    }

    @Test
    void everyBatchIsMixedByItsOwnNumbers() {
        List<Double> drawn = new ArrayList<>();
        Mixing recording = (pairs, random) -> drawn.add(random.nextDouble());
        epoch(SETTINGS, recording, 0);
        epoch(SETTINGS, recording, 1);
        assertThat(drawn).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void resetOnAFreshEpochStaysAndAfterABatchMovesOn() {
        try (MixedBatches batches = batches(SETTINGS, new Mixup())) {
            batches.reset();
            batches.reset();
            assertThat(batches.epoch()).isZero();
            batches.next();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(1);
            assertThat(rest(batches)).isEqualTo(epoch(SETTINGS, new Mixup(), 1));
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void whatDoesNotMixLeavesTheImagesAsTheyAre() {
        List<Mixing> idle = List.of(
                (pairs, random) -> {},
                (pairs, random) -> pairs.blend(1),
                new CutMix(1, 0),
                new ContextRichOversampling(1, 1, 1, 5, 9));
        List<DataSet> plain = new ArrayList<>();
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            batches.startEpoch(4);
            batches.forEachRemaining(plain::add);
        }
        for (Mixing mixing : idle) {
            assertThat(epoch(SETTINGS, mixing, 4)).isEqualTo(plain);
        }
    }

    @Test
    void anInterruptionWhilePartnersAreAwaitedLosesNone() {
        for (int at = 0; at < 3; at++) {
            List<DataSet> taken = new ArrayList<>();
            try (MixedBatches batches = batches(SETTINGS, new Halving(at, new ClassAwareSampler()))) {
                while (taken.size() < at) {
                    taken.add(batches.next());
                }
                assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(batches.hasNext()).isTrue();
                taken.addAll(rest(batches));
            }
            assertThat(taken).isEqualTo(epoch(SETTINGS, new Halving(-1, new ClassAwareSampler()), 0));
        }
    }

    @Test
    void aBatchThatWaitsForItsPartnersIsForgottenByResettingAndClosing() {
        MixedBatches batches = batches(SETTINGS, new Halving(0, new ClassAwareSampler()));
        assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        batches.reset();
        assertThat(batches.epoch()).isZero();
        assertThat(rest(batches)).isEqualTo(epoch(SETTINGS, new Halving(-1, new ClassAwareSampler()), 0));
        batches.close();

        MixedBatches closed = batches(SETTINGS, new Halving(0, new ClassAwareSampler()));
        assertThatThrownBy(closed::next).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        closed.close();
        assertThat(closed.hasNext()).isFalse();
    }

    @Test
    void partnersLastForEpochsLongerThanTheirSamplersOrder() {
        // 17 images of the largest of three classes: 51 images, seven batches; the partners' sampler shows two.
        Halving mixing = new Halving(-1, (labels, classes, seed, epoch) -> new int[] {20, 21});
        List<DataSet> epoch = epoch(SETTINGS.withSampler(new ClassAwareSampler()), mixing, 0);
        int images = epoch.stream().mapToInt(DataSet::numExamples).sum();
        assertThat(images).isEqualTo(3 * IntStream.of(SET.classCounts()).max().orElseThrow());
        assertThat(mixing.calls).hasValue(epoch.size());
    }

    @Test
    void partnersThatAreNoneAreReported() {
        Halving none = new Halving(-1, (labels, classes, seed, epoch) -> new int[0]);
        assertThatThrownBy(() -> batches(SETTINGS, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The sampler of partners shows no image in epoch 0, and 22 are needed");
    }

    @Test
    void theFailureOfAMethodIsThrownAndTheNextBatchGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        Mixing failing = (pairs, random) -> pairs.blend(calls.getAndIncrement() == 0 ? 2 : 0.5);
        try (MixedBatches batches = batches(SETTINGS, failing)) {
            assertThatThrownBy(batches::next).hasMessage("share is 2.0; allowed are 0 to 1");
            assertThat(rest(batches)).hasSize(2);
        }
    }

    @Test
    void thePreprocessorSeesMixedBatches() {
        ImageBatches images = new ImageBatches(SET, SETTINGS);
        images.setPreProcessor(batch -> batch.getLabels().muli(100));
        images.next();
        try (MixedBatches batches = new MixedBatches(images, new Mixup())) {
            assertThat(batches.getPreProcessor()).isNotNull();
            DataSet expected = epoch(SETTINGS, new Mixup(), 0).get(0);
            DataSet first = batches.next();
            assertThat(first.getFeatures()).isEqualTo(expected.getFeatures());
            assertThat(first.getLabels()).isEqualTo(expected.getLabels().mul(100));
            batches.setPreProcessor(null);
            assertThat(batches.next().getLabels().maxNumber().doubleValue()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aBatchThatIsClosedLeavesTheOthersAlone() {
        for (Mixing mixing : METHODS) {
            try (MixedBatches closing = batches(SETTINGS, mixing)) {
                for (DataSet kept : epoch(SETTINGS, mixing, 0)) {
                    DataSet batch = closing.next();
                    assertThat(batch).isEqualTo(kept);
                    batch.getFeatures().close();
                    batch.getLabels().close();
                }
            }
        }
    }

    /** 150 batches of 1.5 MiB, and as many of partners, make hardly any garbage on the heap to be collected. */
    @Test
    void partnersAreClosedOnceTheyAreUsed() {
        ImageSet large = Pictures.random(64, 64, 3, 1, 0, 0, 0);
        BatchSettings settings =
                BatchSettings.of(32, 0).withSampler((labels, classes, seed, epoch) -> new int[160 * 32]);
        try (MixedBatches batches =
                new MixedBatches(new ImageBatches(large, settings), new Halving(-1, new ClassAwareSampler()))) {
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

    @Test
    void tellsTheNetworkWhatItIs() {
        try (MixedBatches batches = batches(SETTINGS, new Mixup())) {
            assertThat(batches.inputColumns()).isEqualTo(90);
            assertThat(batches.totalOutcomes()).isEqualTo(3);
            assertThat(batches.batch()).isEqualTo(8);
            assertThat(batches.batches()).isEqualTo(3);
            assertThat(batches.getLabels()).containsExactly("name 0", "name 1", "name 2");
            assertThat(batches.resetSupported()).isTrue();
            assertThat(batches.asyncSupported()).isFalse();
            assertThat(batches.next(8).numExamples()).isEqualTo(8);
            assertThatThrownBy(() -> batches.next(5))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("Batches are of 8 images, not 5");
        }
    }

    @Test
    void anEmptySetHasNoBatch() {
        ImageBatches none = new ImageBatches(SET.select(new int[0]), SETTINGS);
        try (MixedBatches batches = new MixedBatches(none, new ContextRichOversampling(1, 1, 1, 0, 9))) {
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void refusesUseAfterClosingAndNegativeEpochs() {
        MixedBatches batches = batches(SETTINGS, new ContextRichOversampling(1, 1, 1, 0, 9));
        assertThatThrownBy(() -> batches.startEpoch(-1)).hasMessageContaining("epoch is -1");
        batches.next();
        batches.close();
        batches.close();
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(batches::reset).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batches.startEpoch(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNotSerialized() throws IOException {
        try (MixedBatches batches = batches(SETTINGS, new Mixup());
                ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(batches)).isInstanceOf(NotSerializableException.class);
        }
    }
}
