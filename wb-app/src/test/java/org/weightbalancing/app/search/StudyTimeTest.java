package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits on the time of trials, which passes as the tests say: a machine may be as slow as it likes. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StudyTimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofMillis(300);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);

    @TempDir
    private Path folder;

    private Study study(int trials) {
        return SmallStudy.in(folder, trials)
                .budget(Budget.trials(trials).perTrial(LIMIT))
                .grace(GRACE);
    }

    private StudyResult run(Study study, Objective objective) {
        return run(study, new ObjectiveTrials(objective));
    }

    private StudyResult run(Study study, TrialExecutor executor) {
        return study.session(executor, new Ending(() -> false, Optional.empty(), clock::get))
                .run();
    }

    /** Lets a little more than that time pass. */
    private void pass(Duration time) {
        clock.addAndGet(time.toNanos() + 1);
    }

    @Test
    void aTrialThatIsInterruptedAtItsLimitHasTimedOut() {
        StudyResult result = run(study(2), trial -> {
            if (trial.number() == 0) {
                pass(LIMIT);
                Thread.sleep(600_000);
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
        StudyResult result = run(study(1), trial -> {
            pass(LIMIT);
            try {
                Thread.sleep(600_000);
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
        StudyResult result = run(study(2), trial -> {
            if (trial.number() == 0) {
                pass(LIMIT);
                awaitWhateverComes(trial::isCut);
                pass(GRACE);
                awaitWhateverComes(() -> over.getCount() == 0);
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

    private static void awaitWhateverComes(BooleanSupplier event) {
        while (!event.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void anExecutorThatThrowsWhenItIsInterruptedHasOnlyStopped() {
        TrialExecutor rude = (claim, trial) -> {
            pass(LIMIT);
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        };
        assertThat(run(study(1), rude).counts()).isEqualTo(Map.of(TrialStatus.TIMED_OUT, 1));
    }

    @Test
    void aListenerThatBlocksHoldsUpNoTimeLimit() {
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Study watched = study(1).listener(trials -> block(heard, over));
        StudyResult result = run(watched, trial -> {
            heard.await();
            pass(LIMIT);
            return hang(over);
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.TIMED_OUT, 1));
    }

    @Test
    void aGeneratorThatIsSlowHoldsUpNoTimeLimit() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        FakeGenerator slow = new FakeGenerator(SmallStudy.SPACE) {
            @Override
            Proposal propose(int number) {
                if (number == 1) {
                    block(asked, over);
                }
                return super.propose(number);
            }
        };
        StudyResult result = run(study(2).generator(slow).parallel(2), trial -> {
            if (trial.number() == 0) {
                asked.await();
                pass(LIMIT);
                hang(over);
            }
            return 1;
        });
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.TIMED_OUT, TrialStatus.COMPLETE);
    }

    @Test
    void aListenerThatBlocksHoldsUpNoInterrupt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        Study watched = study(1).listener(trials -> block(begun, over));
        Thread caller = new Thread(() -> run(watched, trial -> {
            begun.countDown();
            return hang(over);
        }));
        caller.start();
        begun.await();
        caller.interrupt();
        over.await();
        caller.join();
        assertThat(StudyFolder.open(folder).trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.WAITING);
    }

    /** Says that it has begun, and waits for another event. */
    private static void block(CountDownLatch begun, CountDownLatch over) {
        begun.countDown();
        awaitWhateverComes(() -> over.getCount() == 0);
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
