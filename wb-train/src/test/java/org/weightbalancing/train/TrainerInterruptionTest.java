package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

@Timeout(60)
class TrainerInterruptionTest {

    private static final Stage STAGE = TinyNetwork.stage(3, 0.1, CheckpointPolicy.LAST);

    private final ComputationGraph graph = TinyNetwork.normalized();

    @AfterEach
    void clearInterrupt() {
        // A failed test must not interrupt the next one.
        assertThat(Thread.interrupted()).isFalse();
    }

    /** 4 batches an epoch, so that batch 5 (zero-based) is the second of epoch 1. */
    private static FeatureBatches batches(int stuckAt, Runnable stuck) {
        FeatureBatches batches = TinyNetwork.batches(30, 8);
        AtomicInteger given = new AtomicInteger();
        DataSetPreProcessor sticking = batch -> {
            if (given.getAndIncrement() == stuckAt) {
                stuck.run();
            }
        };
        batches.setPreProcessor(sticking);
        return batches;
    }

    private Throwable fit(DataSetIterator batches, Validation validation, TrainingListener... listeners) {
        return catchThrowable(() -> new Trainer().fit(graph, STAGE, batches, validation, List.of(listeners)));
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("waited for a batch");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private static void assertInterruptedInEpochOne(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(TrainingInterruptedException.class)
                .isInstanceOf(CancellationException.class)
                .hasMessage("stage \"stage\" was interrupted in epoch 1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anIteratorThatIsInterruptedWhileItWaitsStopsTheStage() {
        Thread trainer = Thread.currentThread();
        Runnable stuck = () -> {
            Thread interrupter = new Thread(trainer::interrupt);
            interrupter.start();
            waitForever();
        };
        Throwable thrown = fit(batches(5, stuck), Validation.none());
        assertInterruptedInEpochOne(thrown);
        assertThat(thrown).hasCause(thrown.getCause()).cause().hasMessage("waited for a batch");
        assertThat(graph.getIterationCount()).isEqualTo(5);
        assertThat(graph.getListeners()).isEmpty();
    }

    @Test
    void aValidationThatIsInterruptedStopsTheStage() {
        AtomicInteger measured = new AtomicInteger();
        Validation validation = new Validation("validation", g -> {
            if (measured.getAndIncrement() == 1) {
                Thread.currentThread().interrupt();
                waitForever();
            }
            return 0;
        });
        assertInterruptedInEpochOne(fit(TinyNetwork.batches(30, 8), validation));
    }

    @Test
    void anInterruptionWithinPrefetchingStopsTheStageAndLeavesNoThread() {
        long threads = prefetchThreads();
        TrainingListener interrupting = new BaseTrainingListener() {
            @Override
            public void onEpochStart(Model model) {
                if (((ComputationGraph) model).getEpochCount() == 1) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        DataSetIterator slow = new AskingForPrefetch(TinyNetwork.batches(30, 8));
        assertInterruptedInEpochOne(fit(slow, Validation.none(), interrupting));
        assertThat(prefetchThreads()).isEqualTo(threads);
    }

    @Test
    void closingPrefetchingWhileInterruptedEndsItsThreadAndKeepsTheFlag() {
        long threads = prefetchThreads();
        Prefetch prefetch = Prefetch.of(new AskingForPrefetch(TinyNetwork.batches(300, 8)));
        assertThat(prefetchThreads()).isEqualTo(threads + 1);
        Thread.currentThread().interrupt();
        prefetch.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(prefetchThreads()).isEqualTo(threads);
    }

    @Test
    void otherFailuresOfAnIteratorPassUnchanged() {
        IllegalStateException failure = new IllegalStateException("disk is gone");
        Runnable failing = () -> {
            throw failure;
        };
        assertThat(fit(batches(5, failing), Validation.none())).isSameAs(failure);
    }

    @Test
    void listenersComeBackWhenTheBatchesCannotBeReset() {
        TrainingListener previous = new BaseTrainingListener() {};
        graph.setListeners(previous);
        FeatureBatches broken = new FeatureBatches(TinyNetwork.bank(6), 2, epoch -> new int[epoch == 0 ? 4 : 0]);
        broken.next();
        assertThat(fit(broken, Validation.none())).hasMessage("the order of epoch 1 is empty");
        assertThat(graph.getListeners()).containsExactly(previous);
    }

    @Test
    void aBankIsNotComputedByAnInterruptedThread() {
        FeatureBatches images = FeatureBatches.sequential(TinyNetwork.bank(9), 4);
        images.setPreProcessor(batch -> Thread.currentThread().interrupt());
        assertThatThrownBy(() -> FeatureBank.of(graph, "features", images))
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted while computing features of layer \"features\"");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(images.next().numExamples()).isEqualTo(4);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static long prefetchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getName().contains("AsyncPrefetchThread"))
                .count();
    }
}
