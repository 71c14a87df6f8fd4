package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits on the time of trials. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StudyTimeTest {

    // A trial that is over at once has that much time, on a machine and a disk that others use as well.
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private Study study(int trials) {
        return SmallStudy.in(folder, trials);
    }

    @Test
    void aTrialThatIsInterruptedAtItsLimitHasTimedOut() {
        StudyResult result = Study.in(folder)
                .generator(new RandomGenerator(SmallStudy.SPACE, 5))
                .goal(Goal.minimise())
                .budget(Budget.trials(2).perTrial(LIMIT))
                .run(trial -> {
                    if (trial.number() == 0) {
                        Thread.sleep(60_000);
                    }
                    return 1;
                });
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.TIMED_OUT, TrialStatus.COMPLETE);
        assertThat(SmallStudy.reason(result, 0)).isEqualTo("it took longer than PT2S");
    }

    @Test
    void whatATrialReturnsAfterItsLimitDoesNotCount() {
        StudyResult result = study(1).budget(Budget.trials(1).perTrial(LIMIT)).run(trial -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                return 0.5;
            }
            return 1;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.TIMED_OUT, 1));
        assertThat(result.best()).isEmpty();
    }

    @Test
    void aTrialThatIgnoresItsLimitIsLeftAloneAndCannotReportAnyMore() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ended = new CountDownLatch(1);
        StudyResult result = study(2).budget(Budget.trials(2).perTrial(LIMIT)).run(trial -> {
            if (trial.number() == 0) {
                awaitWhateverComes(over);
                try {
                    trial.report(1, 0.5);
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
                ended.countDown();
            }
            return 1;
        });
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.TIMED_OUT, TrialStatus.COMPLETE);
        assertThat(SmallStudy.reason(result, 0))
                .isEqualTo("it took longer than PT2S and did not stop in PT0.3S; its thread was left alone");
        over.countDown();
        ended.await();
        assertThat(thrown)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("trial 0 is over");
        assertThat(StudyFolder.open(folder).trials().get(0))
                .isEqualTo(result.trials().get(0));
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void anExecutorThatThrowsWhenItIsInterruptedHasOnlyStopped() {
        TrialExecutor rude = (claim, trial) -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        };
        StudyResult result = study(1).budget(Budget.trials(1).perTrial(Duration.ofMillis(50)))
                .run(rude);
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.TIMED_OUT, 1));
    }

    @Test
    void aListenerThatBlocksHoldsUpNoTimeLimit() {
        CountDownLatch over = new CountDownLatch(1);
        StudyResult result = study(1).budget(Budget.trials(1).perTrial(LIMIT))
                .listener(trials -> awaitWhateverComes(over))
                .run(trial -> hang(over));
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.TIMED_OUT, 1));
    }

    @Test
    void aGeneratorThatIsSlowHoldsUpNoTimeLimit() {
        CountDownLatch over = new CountDownLatch(1);
        FakeGenerator slow = new FakeGenerator(SmallStudy.SPACE) {
            @Override
            Proposal propose(int number) {
                if (number == 1) {
                    awaitWhateverComes(over);
                }
                return super.propose(number);
            }
        };
        StudyResult result = study(2).generator(slow)
                .parallel(2)
                .budget(Budget.trials(2).perTrial(LIMIT))
                .run(trial -> trial.number() == 0 ? hang(over) : 1);
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.TIMED_OUT, TrialStatus.COMPLETE);
    }

    @Test
    void aListenerThatBlocksHoldsUpNoInterrupt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = new Thread(
                () -> study(1).listener(trials -> awaitWhateverComes(over)).run(trial -> {
                    begun.countDown();
                    return hang(over);
                }));
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(over.getCount()).isZero();
    }

    /** Counts down when it is interrupted. */
    private static double hang(CountDownLatch over) throws InterruptedException {
        try {
            Thread.sleep(600_000);
        } finally {
            over.countDown();
        }
        return 1;
    }
}
