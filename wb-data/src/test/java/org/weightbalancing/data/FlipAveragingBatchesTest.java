package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void bothHalvesBeginTheEpochAnewAndAreSeenByThePreprocessor() {
        ImageBatches images = images();
        images.setPreProcessor(batch -> batch.getFeatures().addi(10));
        images.next();
        try (FlipAveragingBatches batches = new FlipAveragingBatches(images)) {
            assertThat(batches.next().getFeatures().data().asFloat()).containsExactly(11, 12, 13, 14, 12, 11, 14, 13);
        }
    }

    /** Keeps the last of the three threads that prepare batches, which is that of the mirror images, until let go. */
    private static final class HeldBack implements Augmentation {
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void place(Placement placement, RandomGenerator random) {
            if (!threads.contains(Thread.currentThread())) {
                threads.add(Thread.currentThread());
            }
            if (threads.indexOf(Thread.currentThread()) == 2) {
                reached.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    @Timeout(30)
    void anInterruptionBetweenTheHalvesLosesNone() throws InterruptedException {
        HeldBack heldBack = new HeldBack();
        try (FlipAveragingBatches batches = interrupted(new SequentialSampler(), heldBack)) {
            heldBack.release.countDown();
            assertThat(batches.next().getFeatures().data().asFloat()).containsExactly(1, 2, 3, 4, 2, 1, 4, 3);
        }
    }

    @Test
    @Timeout(30)
    void halvesAgreeInAnEpochBegunAfterAnInterruption() throws InterruptedException {
        HeldBack heldBack = new HeldBack();
        // Three images in an order that differs from epoch to epoch.
        Sampler turning = (labels, classes, seed, epoch) -> new int[] {epoch % 3, (epoch + 1) % 3, (epoch + 2) % 3};
        try (FlipAveragingBatches batches = interrupted(turning, heldBack)) {
            heldBack.release.countDown();
            batches.reset();
            assertThat(batches.next().getFeatures().data().asFloat()).containsExactly(3, 4, 5, 6, 4, 3, 6, 5);
        }
    }

    /** Batches of two of three images, whose taker was interrupted when it had the first half of the first batch. */
    private static FlipAveragingBatches interrupted(Sampler sampler, HeldBack heldBack) throws InterruptedException {
        ImageSet set = ImageSet.of(new byte[] {1, 2, 3, 4, 5, 6}, 1, 2, 1, new int[] {0, 1, 1}, List.of("zero", "one"));
        ImageBatches images =
                new ImageBatches(set, new BatchSettings(2, sampler, List.of(heldBack), RAW, Layout.NHWC, 0));
        images.next();
        FlipAveragingBatches batches = new FlipAveragingBatches(images);
        Thread taker = Thread.currentThread();
        Thread interrupter = new Thread(() -> interruptWhenReached(heldBack, taker));
        interrupter.start();
        assertThatThrownBy(batches::next).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
        return batches;
    }

    // The mirror images are begun by a taker that has the first half.
    private static void interruptWhenReached(HeldBack heldBack, Thread taker) {
        try {
            heldBack.reached.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        taker.interrupt();
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
