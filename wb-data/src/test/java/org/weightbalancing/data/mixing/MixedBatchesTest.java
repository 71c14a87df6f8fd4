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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.Layout;

@Timeout(60)
class MixedBatchesTest {

    @Test
    void batchesHaveTheShapesOfTheImagesAndTheLastIsSmaller() {
        for (Mixing mixing : MixedPictures.METHODS) {
            List<DataSet> epoch = MixedPictures.epoch(MixedPictures.SETTINGS, mixing, 0);
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
        for (Mixing mixing : MixedPictures.METHODS) {
            List<DataSet> interleaved = MixedPictures.epoch(MixedPictures.SETTINGS, mixing, 2);
            List<DataSet> planes = MixedPictures.epoch(MixedPictures.SETTINGS.withLayout(Layout.NCHW), mixing, 2);
            for (int b = 0; b < 3; b++) {
                assertThat(planes.get(b).getFeatures().permute(0, 2, 3, 1).dup('c'))
                        .isEqualTo(interleaved.get(b).getFeatures());
                assertThat(planes.get(b).getLabels())
                        .isEqualTo(interleaved.get(b).getLabels());
            }
        }
    }

    @Test
    void everyBatchIsMixedByItsOwnNumbers() {
        List<Double> drawn = new ArrayList<>();
        Mixing recording = (pairs, random) -> drawn.add(random.nextDouble());
        MixedPictures.epoch(MixedPictures.SETTINGS, recording, 0);
        MixedPictures.epoch(MixedPictures.SETTINGS, recording, 1);
        assertThat(drawn).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void whatDoesNotMixLeavesTheImagesAsTheyAre() {
        List<Mixing> idle = List.of(
                (pairs, random) -> {},
                (pairs, random) -> pairs.blend(1),
                new CutMix(1, 0),
                new ContextRichOversampling(1, 1, 1, 5, 9));
        List<DataSet> plain = new ArrayList<>();
        try (ImageBatches batches = new ImageBatches(MixedPictures.SET, MixedPictures.SETTINGS)) {
            batches.startEpoch(4);
            batches.forEachRemaining(plain::add);
        }
        for (Mixing mixing : idle) {
            assertThat(MixedPictures.epoch(MixedPictures.SETTINGS, mixing, 4)).isEqualTo(plain);
        }
    }

    @Test
    void theFailureOfAMethodIsThrownAndTheNextBatchGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        Mixing failing = (pairs, random) -> pairs.blend(calls.getAndIncrement() == 0 ? 2 : 0.5);
        try (MixedBatches batches = MixedPictures.batches(MixedPictures.SETTINGS, failing)) {
            assertThatThrownBy(batches::next).hasMessage("share is 2.0; allowed are 0 to 1");
            assertThat(MixedPictures.rest(batches)).hasSize(2);
        }
    }

    @Test
    void thePreprocessorSeesMixedBatches() {
        ImageBatches images = new ImageBatches(MixedPictures.SET, MixedPictures.SETTINGS);
        images.setPreProcessor(batch -> batch.getLabels().muli(100));
        images.next();
        try (MixedBatches batches = new MixedBatches(images, new Mixup())) {
            assertThat(batches.getPreProcessor()).isNotNull();
            DataSet expected =
                    MixedPictures.epoch(MixedPictures.SETTINGS, new Mixup(), 0).get(0);
            DataSet first = batches.next();
            assertThat(first.getFeatures()).isEqualTo(expected.getFeatures());
            assertThat(first.getLabels()).isEqualTo(expected.getLabels().mul(100));
            batches.setPreProcessor(null);
            assertThat(batches.next().getLabels().maxNumber().doubleValue()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aBatchThatIsClosedLeavesTheOthersAlone() {
        for (Mixing mixing : MixedPictures.METHODS) {
            try (MixedBatches closing = MixedPictures.batches(MixedPictures.SETTINGS, mixing)) {
                for (DataSet kept : MixedPictures.epoch(MixedPictures.SETTINGS, mixing, 0)) {
                    DataSet batch = closing.next();
                    assertThat(batch).isEqualTo(kept);
                    batch.getFeatures().close();
                    batch.getLabels().close();
                }
            }
        }
    }

    @Test
    void tellsTheNetworkWhatItIs() {
        try (MixedBatches batches = MixedPictures.batches(MixedPictures.SETTINGS, new Mixup())) {
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
        ImageBatches none = new ImageBatches(MixedPictures.SET.select(new int[0]), MixedPictures.SETTINGS);
        try (MixedBatches batches = new MixedBatches(none, new ContextRichOversampling(1, 1, 1, 0, 9))) {
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void refusesUseAfterClosingAndNegativeEpochs() {
        MixedBatches batches =
                MixedPictures.batches(MixedPictures.SETTINGS, new ContextRichOversampling(1, 1, 1, 0, 9));
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
        try (MixedBatches batches = MixedPictures.batches(MixedPictures.SETTINGS, new Mixup());
                ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(batches)).isInstanceOf(NotSerializableException.class);
        }
    }
}
