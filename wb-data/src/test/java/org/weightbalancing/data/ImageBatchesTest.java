package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ImageBatchesTest {

    @Test
    void batchesHaveTheirShapesAndTheLastIsSmaller() {
        for (Layout layout : Layout.values()) {
            List<DataSet> batches = TinyBatches.epoch(TinyBatches.SETTINGS.withLayout(layout), 0);
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
        try (ImageBatches batches =
                ImageBatches.forEvaluation(TinyBatches.SET, 3, Normalization.CIFAR, Layout.NHWC, false)) {
            int image = 0;
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                for (int i = 0; i < batch.numExamples(); i++, image++) {
                    assertThat(batch.getLabels().getRow(i).toFloatVector())
                            .isEqualTo(oneHot(TinyBatches.SET.label(image)));
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
        try (ImageBatches plain = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            plain.startEpoch(3);
            try (ImageBatches mirrored = plain.mirrored()) {
                assertThat(mirrored.epoch()).isEqualTo(3);
                assertReversed(plain.next().getFeatures(), mirrored.next().getFeatures());
            }
        }
        try (ImageBatches plain =
                        ImageBatches.forEvaluation(TinyBatches.SET, 10, Normalization.CIFAR, Layout.NCHW, false);
                ImageBatches mirrored =
                        ImageBatches.forEvaluation(TinyBatches.SET, 10, Normalization.CIFAR, Layout.NCHW, true)) {
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
    void theSeedDecidesOrderAndAugmentation() {
        BatchSettings other = new BatchSettings(
                4,
                TinyBatches.SETTINGS.sampler(),
                TinyBatches.SETTINGS.augmentations(),
                Normalization.CIFAR,
                Layout.NHWC,
                18);
        assertThat(TinyBatches.epoch(TinyBatches.SETTINGS, 0))
                .isEqualTo(TinyBatches.epoch(TinyBatches.SETTINGS, 0))
                .isNotEqualTo(TinyBatches.epoch(other, 0));
        assertThat(TinyBatches.epoch(TinyBatches.SETTINGS.withSampler(new SequentialSampler()), 0))
                .isNotEqualTo(TinyBatches.epoch(other.withSampler(new SequentialSampler()), 0));
    }

    @Test
    void theAugmentationOfAnImageChangesFromEpochToEpochAndFromPlaceToPlace() {
        BatchSettings still = TinyBatches.SETTINGS.withSampler(new SequentialSampler());
        assertThat(TinyBatches.epoch(still, 0)).isNotEqualTo(TinyBatches.epoch(still, 1));
        // Ten times the same image: 25 crops, mirrored or not, so that equal neighbours are a chance of 1 in 50.
        ImageSet one = TinyBatches.SET.select(new int[10]);
        try (ImageBatches batches = new ImageBatches(one, still)) {
            INDArray features = batches.next().getFeatures();
            assertThat(features.slice(0)).isNotEqualTo(features.slice(1));
            assertThat(features.slice(1)).isNotEqualTo(features.slice(2));
        }
    }

    @Test
    void theAugmentationOfAnImageDoesNotDependOnTheBatchSize() {
        BatchSettings one = new BatchSettings(
                1,
                TinyBatches.SETTINGS.sampler(),
                TinyBatches.SETTINGS.augmentations(),
                TinyBatches.SETTINGS.normalization(),
                TinyBatches.SETTINGS.layout(),
                17);
        INDArray fours = Nd4j.concat(
                0,
                TinyBatches.epoch(TinyBatches.SETTINGS, 5).stream()
                        .map(DataSet::getFeatures)
                        .toArray(INDArray[]::new));
        INDArray ones = Nd4j.concat(
                0, TinyBatches.epoch(one, 5).stream().map(DataSet::getFeatures).toArray(INDArray[]::new));
        assertThat(fours).isEqualTo(ones);
    }

    @Test
    void tellsTheNetworkWhatItIs() {
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            assertThat(batches.inputColumns()).isEqualTo(60);
            assertThat(batches.totalOutcomes()).isEqualTo(3);
            assertThat(batches.batch()).isEqualTo(4);
            assertThat(batches.batches()).isEqualTo(3);
            assertThat(batches.settings()).isEqualTo(TinyBatches.SETTINGS);
            assertThat(batches.set()).isSameAs(TinyBatches.SET);
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
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS)) {
            assertThat(batches.getPreProcessor()).isNull();
            batches.setPreProcessor(batch -> batch.getLabels().muli(5));
            assertThat(batches.next().getLabels().maxNumber().intValue()).isEqualTo(5);
            batches.setPreProcessor(null);
            assertThat(batches.next().getLabels().maxNumber().intValue()).isEqualTo(1);
        }
    }

    @Test
    void anEmptySetHasNoBatch() {
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET.select(new int[0]), TinyBatches.SETTINGS)) {
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
        assertThatThrownBy(() -> new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS.withNormalization(grey)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The normalization has 1 channels, the images have 3");
        ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS);
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
        try (ImageBatches batches = new ImageBatches(TinyBatches.SET, TinyBatches.SETTINGS);
                ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(batches)).isInstanceOf(NotSerializableException.class);
        }
    }
}
