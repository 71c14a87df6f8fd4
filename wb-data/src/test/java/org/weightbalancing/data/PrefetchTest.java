package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetchTest {
    private static final ImageSet SET = TinyImages.cycling(40, 4);

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(Prefetch.THREAD_NAME))
                .toList();
    }

    @Test
    void closingInTheMiddleOfAnEpochLeavesNoThread() {
        int threads = 0;
        for (int i = 0; i < 300; i++) {
            ImageBatches batches =
                    new ImageBatches(SET, BatchSettings.of(2, i).withAugmentations(List.of(new PadCrop(4))));
            for (int taken = i % 7; taken > 0; taken--) {
                batches.next();
            }
            threads += threads().size();
            if (i % 3 == 0) {
                batches.startAt(i, i % 20);
                batches.next();
            }
            batches.close();
        }
        assertThat(threads).as("threads seen at work").isPositive();
        assertThat(threads()).isEmpty();
    }

    @Test
    void theThreadIsADaemonAndEndsWithTheEpoch() throws InterruptedException {
        try (ImageBatches batches = new ImageBatches(SET, BatchSettings.of(10, 1))) {
            assertThat(threads()).isEmpty();
            batches.next();
            List<Thread> working = threads();
            assertThat(working).hasSize(1).allMatch(Thread::isDaemon);
            while (batches.hasNext()) {
                batches.next();
            }
            working.get(0).join(Duration.ofSeconds(20).toMillis());
            assertThat(working.get(0).isAlive()).isFalse();
        }
    }

    @Test
    void onlyAFewBatchesArePreparedAhead() throws InterruptedException {
        AtomicInteger placed = new AtomicInteger();
        BatchSettings counting =
                BatchSettings.of(1, 0).withAugmentations(List.of((placement, random) -> placed.incrementAndGet()));
        try (ImageBatches batches = new ImageBatches(SET, counting)) {
            batches.next();
            Thread producer = threads().get(0);
            // One taken, two waiting, one in hand; before that it may wait for the queue's lock.
            while (placed.get() < 4 || producer.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            assertThat(placed).hasValue(4);
        }
    }

    @Test
    void aFailureReachesTheCallerEachTimeItAsks() {
        AtomicInteger placed = new AtomicInteger();
        BatchSettings failing = BatchSettings.of(2, 0).withAugmentations(List.of((placement, random) -> {
            if (placed.incrementAndGet() == 5) {
                throw new UnsupportedOperationException("not this one");
            }
        }));
        try (ImageBatches batches = new ImageBatches(SET, failing)) {
            batches.startEpoch(6);
            batches.next();
            batches.next();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(batches::next)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("Batch 2 of epoch 6 could not be prepared:"
                                + " java.lang.UnsupportedOperationException: not this one")
                        .hasCauseInstanceOf(UnsupportedOperationException.class);
            }
            batches.startEpoch(7);
            assertThat(batches.next().numExamples()).isEqualTo(2);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void aFailureAfterSkippedBatchesIsToldByItsNumber() {
        AtomicInteger placed = new AtomicInteger();
        BatchSettings failing = BatchSettings.of(2, 0).withAugmentations(List.of((placement, random) -> {
            if (placed.incrementAndGet() == 3) {
                throw new UnsupportedOperationException("not this one");
            }
        }));
        try (ImageBatches batches = new ImageBatches(SET, failing)) {
            batches.startAt(6, 12);
            batches.next();
            assertThatThrownBy(batches::next).hasMessageStartingWith("Batch 13 of epoch 6 could not be prepared");
        }
    }

    @Test
    void aSamplerThatLeavesTheSetIsReported() {
        Sampler wrong = (labels, classes, seed, epoch) -> new int[] {0, 40};
        try (ImageBatches batches = new ImageBatches(SET, BatchSettings.of(2, 0).withSampler(wrong))) {
            assertThatThrownBy(batches::next).hasMessageContaining("There is no image 40 in a set of 40 images");
        }
    }

    @Test
    void anInterruptedCallerStopsWaitingAndCanStillClose() {
        CountDownLatch never = new CountDownLatch(1);
        BatchSettings stuck = BatchSettings.of(2, 0).withAugmentations(List.of((placement, random) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("given up", e);
            }
        }));
        ImageBatches batches = new ImageBatches(SET, stuck);
        Thread.currentThread().interrupt();
        assertThatThrownBy(batches::next)
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted while waiting for a batch")
                .hasCauseInstanceOf(InterruptedException.class);
        batches.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(threads()).isEmpty();
    }

    @Test
    void anInterruptionLosesNoBatch() {
        try (ImageBatches interrupted = new ImageBatches(SET, BatchSettings.of(2, 9));
                ImageBatches straight = new ImageBatches(SET, BatchSettings.of(2, 9))) {
            assertThat(interrupted.next()).isEqualTo(straight.next());
            Thread.currentThread().interrupt();
            assertThatThrownBy(interrupted::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            while (straight.hasNext()) {
                assertThat(interrupted.next()).isEqualTo(straight.next());
            }
            assertThat(interrupted.hasNext()).isFalse();
        }
    }
}
