package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ImageBatchesTest {
    private static final ImageSet SET = TinyImages.cycling(10, 3);
    private static final BatchSettings SETTINGS =
            BatchSettings.of(4, 17).withAugmentations(List.of(new PadCrop(2), new HorizontalFlip()));

    private static List<DataSet> rest(ImageBatches batches) {
        List<DataSet> all = new ArrayList<>();
        while (batches.hasNext()) {
            all.add(batches.next());
        }
        return all;
    }

    private static List<DataSet> epoch(BatchSettings settings, int number) {
        try (ImageBatches batches = new ImageBatches(SET, settings)) {
            batches.startEpoch(number);
            return rest(batches);
        }
    }

    @Test
    void batchesHaveTheirShapesAndTheLastIsSmaller() {
        for (Layout layout : Layout.values()) {
            List<DataSet> batches = epoch(SETTINGS.withLayout(layout), 0);
            assertThat(batches).extracting(DataSet::numExamples).containsExactly(4, 4, 2);
            for (DataSet batch : batches) {
                int n = batch.numExamples();
                long[] shape = layout == Layout.NCHW ? new long[] {n, 3, 4, 5} : new long[] {n, 4, 5, 3};
                assertThat(batch.getFeatures().shape()).isEqualTo(shape);
                assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
                assertThat(batch.getLabels().shape()).isEqualTo(new long[] {n, 3});
                assertThat(batch.getLabels().dataType()).isEqualTo(DataType.FLOAT);
            }
        }
    }

    @Test
    void evaluationShowsEveryImageOnceInOrderWithItsLabel() {
        try (ImageBatches batches = ImageBatches.forEvaluation(SET, 3, Normalization.CIFAR, Layout.NHWC, false)) {
            int image = 0;
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                for (int i = 0; i < batch.numExamples(); i++, image++) {
                    assertThat(batch.getLabels().getRow(i).toFloatVector()).isEqualTo(oneHot(SET.label(image)));
                    // The first byte is the number of the image: (v / 255 - 0.4914) / 0.2023.
                    assertThat(batch.getFeatures().getFloat(i, 0, 0, 0)).isEqualTo((image / 255f - 0.4914f) / 0.2023f);
                }
            }
            assertThat(image).isEqualTo(10);
        }
    }

    private static float[] oneHot(int label) {
        float[] row = new float[3];
        row[label] = 1;
        return row;
    }

    @Test
    void mirroredBatchesAreTheSameImagesWithColumnsReversed() {
        try (ImageBatches plain = new ImageBatches(SET, SETTINGS)) {
            plain.startEpoch(3);
            try (ImageBatches mirrored = plain.mirrored()) {
                assertThat(mirrored.epoch()).isEqualTo(3);
                assertReversed(plain.next().getFeatures(), mirrored.next().getFeatures());
            }
        }
        try (ImageBatches plain = ImageBatches.forEvaluation(SET, 10, Normalization.CIFAR, Layout.NCHW, false);
                ImageBatches mirrored = ImageBatches.forEvaluation(SET, 10, Normalization.CIFAR, Layout.NCHW, true)) {
            assertReversed(
                    plain.next().getFeatures().permute(0, 2, 3, 1),
                    mirrored.next().getFeatures().permute(0, 2, 3, 1));
        }
    }

    private static void assertReversed(INDArray straight, INDArray reversed) {
        for (int column = 0; column < 5; column++) {
            assertThat(column(reversed, column)).isEqualTo(column(straight, 4 - column));
        }
    }

    private static float[] column(INDArray interleaved, int column) {
        INDArray slice = interleaved.permute(2, 0, 1, 3).slice(column).dup('c');
        return slice.reshape(slice.length()).toFloatVector();
    }

    @Test
    void resetOnAFreshEpochStaysAndAfterABatchMovesOn() {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            batches.reset();
            batches.reset();
            assertThat(batches.epoch()).isZero();
            batches.next();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(1);
            rest(batches);
            assertThat(batches.epoch()).isEqualTo(1);
            assertThat(batches.hasNext()).isFalse();
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(2);
            assertThat(rest(batches)).hasSize(3);
        }
    }

    @Test
    void anyEpochIsAsAnUninterruptedRunGivesIt() {
        List<List<DataSet>> run = new ArrayList<>();
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            for (int e = 0; e < 4; e++) {
                batches.reset();
                run.add(rest(batches));
            }
        }
        assertThat(epoch(SETTINGS, 3)).isEqualTo(run.get(3));
        assertThat(epoch(SETTINGS, 2)).isEqualTo(run.get(2));
        assertThat(run.get(2)).isNotEqualTo(run.get(3));
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            batches.startEpoch(3);
            batches.next();
            batches.startEpoch(1);
            assertThat(rest(batches)).isEqualTo(run.get(1));
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
            List<DataSet> run = epoch(settings, 2);
            List<DataSet> following = epoch(settings, 3);
            for (int batch = 0; batch <= run.size(); batch++) {
                try (ImageBatches batches = new ImageBatches(SET, settings)) {
                    batches.next();
                    batches.startAt(2, batch);
                    assertThat(batches.epoch()).isEqualTo(2);
                    assertThat(batches.batches()).isEqualTo(run.size());
                    assertThat(numbers(rest(batches)))
                            .containsExactlyElementsOf(numbers(run.subList(batch, run.size())));
                    batches.reset();
                    assertThat(numbers(rest(batches))).containsExactlyElementsOf(numbers(following));
                }
            }
        }
    }

    @Test
    void resetMovesOnFromTheMiddleButStaysAtTheStart() {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
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
        BatchSettings counting = SETTINGS.withAugmentations(List.of((placement, random) -> placed.incrementAndGet()));
        try (ImageBatches batches = new ImageBatches(SET, counting)) {
            batches.startAt(1, 2);
            assertThat(rest(batches)).hasSize(1);
        }
        // Of ten images in batches of four, two are in the last.
        assertThat(placed).hasValue(2);
    }

    @Test
    void aBatchThatAnEpochLacksIsRefusedAndChangesNothing() {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            batches.startAt(1, 2);
            for (int batch : new int[] {-1, 4, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> batches.startAt(3, batch))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("batch is " + batch + "; epoch 3 has 3 batches, so allowed are 0 to 3");
            }
            assertThatThrownBy(() -> batches.startAt(-1, 0)).hasMessageContaining("epoch is -1");
            assertThat(batches.epoch()).isEqualTo(1);
            assertThat(numbers(rest(batches)))
                    .containsExactlyElementsOf(numbers(epoch(SETTINGS, 1).subList(2, 3)));
        }
    }

    @Test
    void theSeedDecidesOrderAndAugmentation() {
        BatchSettings other = new BatchSettings(
                4, SETTINGS.sampler(), SETTINGS.augmentations(), Normalization.CIFAR, Layout.NHWC, 18);
        assertThat(epoch(SETTINGS, 0)).isEqualTo(epoch(SETTINGS, 0)).isNotEqualTo(epoch(other, 0));
        assertThat(epoch(SETTINGS.withSampler(new SequentialSampler()), 0))
                .isNotEqualTo(epoch(other.withSampler(new SequentialSampler()), 0));
    }

    @Test
    void theAugmentationOfAnImageChangesFromEpochToEpochAndFromPlaceToPlace() {
        BatchSettings still = SETTINGS.withSampler(new SequentialSampler());
        assertThat(epoch(still, 0)).isNotEqualTo(epoch(still, 1));
        // Ten times the same image: 25 crops, mirrored or not, so that equal neighbours are a chance of 1 in 50.
        ImageSet one = SET.select(new int[10]);
        try (ImageBatches batches = new ImageBatches(one, still)) {
            INDArray features = batches.next().getFeatures();
            assertThat(features.slice(0)).isNotEqualTo(features.slice(1));
            assertThat(features.slice(1)).isNotEqualTo(features.slice(2));
        }
    }

    @Test
    void theAugmentationOfAnImageDoesNotDependOnTheBatchSize() {
        BatchSettings one = new BatchSettings(
                1, SETTINGS.sampler(), SETTINGS.augmentations(), SETTINGS.normalization(), SETTINGS.layout(), 17);
        INDArray fours = Nd4j.concat(
                0, epoch(SETTINGS, 5).stream().map(DataSet::getFeatures).toArray(INDArray[]::new));
        INDArray ones =
                Nd4j.concat(0, epoch(one, 5).stream().map(DataSet::getFeatures).toArray(INDArray[]::new));
        assertThat(fours).isEqualTo(ones);
    }

    @Test
    void aBatchIsNotOverwrittenByLaterOnes() {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            DataSet first = batches.next();
            INDArray copy = first.getFeatures().dup();
            rest(batches);
            assertThat(first.getFeatures()).isEqualTo(copy);
        }
    }

    @Test
    void aBatchThatIsClosedLeavesTheOthersAlone() {
        try (ImageBatches closing = new ImageBatches(SET, SETTINGS);
                ImageBatches keeping = new ImageBatches(SET, SETTINGS)) {
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

    @Test
    void tellsTheNetworkWhatItIs() {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            assertThat(batches.inputColumns()).isEqualTo(60);
            assertThat(batches.totalOutcomes()).isEqualTo(3);
            assertThat(batches.batch()).isEqualTo(4);
            assertThat(batches.batches()).isEqualTo(3);
            assertThat(batches.settings()).isEqualTo(SETTINGS);
            assertThat(batches.set()).isSameAs(SET);
            assertThat(batches.getLabels()).containsExactly("name 0", "name 1", "name 2");
            assertThat(batches.resetSupported()).isTrue();
            assertThat(batches.asyncSupported()).isFalse();
            assertThat(batches.next(4).numExamples()).isEqualTo(4);
            assertThatThrownBy(() -> batches.next(5))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("Batches are of 4 images, not 5");
        }
    }

    @Test
    void aPreprocessorIsApplied() {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS)) {
            assertThat(batches.getPreProcessor()).isNull();
            batches.setPreProcessor(batch -> batch.getLabels().muli(5));
            assertThat(batches.next().getLabels().maxNumber().intValue()).isEqualTo(5);
            batches.setPreProcessor(null);
            assertThat(batches.next().getLabels().maxNumber().intValue()).isEqualTo(1);
        }
    }

    @Test
    void anEmptySetHasNoBatch() {
        try (ImageBatches batches = new ImageBatches(SET.select(new int[0]), SETTINGS)) {
            assertThat(batches.hasNext()).isFalse();
            assertThat(batches.batches()).isZero();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> BatchSettings.of(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch is 0; at least 1 is needed");
        Normalization grey = new Normalization(new float[1], new float[] {1});
        assertThatThrownBy(() -> new ImageBatches(SET, SETTINGS.withNormalization(grey)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The normalization has 1 channels, the images have 3");
        ImageBatches batches = new ImageBatches(SET, SETTINGS);
        assertThatThrownBy(() -> batches.startEpoch(-1)).hasMessageContaining("epoch is -1");
        batches.close();
        batches.close();
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("These batches are closed");
        assertThatThrownBy(batches::reset).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batches.startEpoch(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batches.startAt(0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNotSerialized() throws IOException {
        try (ImageBatches batches = new ImageBatches(SET, SETTINGS);
                ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(batches)).isInstanceOf(NotSerializableException.class);
        }
    }
}
