package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of one study, after and beside one another. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StudySharingTest {

    @TempDir
    private Path folder;

    private Study study(int trials) {
        return SmallStudy.in(folder, trials);
    }

    @Test
    void anInterruptStopsTheStudyAndTheNextSessionGoesOn() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        List<StudyResult> results = Collections.synchronizedList(new ArrayList<>());
        List<Boolean> flags = Collections.synchronizedList(new ArrayList<>());
        Thread caller = new Thread(() -> {
            results.add(study(4).parallel(2).run(trial -> {
                if (trial.number() >= 1) {
                    running.countDown();
                    Thread.sleep(600_000);
                }
                return SmallStudy.x(trial);
            }));
            flags.add(Thread.currentThread().isInterrupted());
        });
        caller.start();
        running.await();
        caller.interrupt();
        caller.join();
        StudyResult stopped = results.get(0);
        assertThat(stopped.stopped()).isTrue();
        assertThat(flags).containsExactly(false);
        assertThat(stopped.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.COMPLETE, TrialStatus.WAITING, TrialStatus.WAITING);

        List<Integer> numbers = new ArrayList<>();
        StudyResult rest = study(4).run(trial -> {
            numbers.add(trial.number());
            return SmallStudy.x(trial);
        });
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(rest.stopped()).isFalse();
        assertThat(rest.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 4));
        assertThat(rest.trials().subList(0, 3))
                .extracting(TrialRecord::proposal)
                .containsExactlyElementsOf(
                        stopped.trials().stream().map(TrialRecord::proposal).toList());
        assertThat(new RandomGenerator(SmallStudy.SPACE, 5).propose(3))
                .isEqualTo(rest.trials().get(3).proposal());
    }

    @Test
    void aTrialThatReturnsBecauseTheStudyStopsIsRunAgain() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Thread caller = new Thread(() -> study(1).run(trial -> {
            running.countDown();
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                return 99;
            }
            return 1;
        }));
        caller.start();
        running.await();
        caller.interrupt();
        caller.join();
        assertThat(study(1).run(trial -> 3).best().orElseThrow().score()).hasValue(3);
    }

    @Test
    void aGeneratorThatWaitsForAnotherSessionGoesOnWhenItsTrialHasEnded() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread other = new Thread(() -> waiting(1).run(trial -> {
            begun.countDown();
            end.await();
            return 1;
        }));
        other.start();
        begun.await();
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        List<List<TrialRecord>> heard = Collections.synchronizedList(new ArrayList<>());
        Thread waiter =
                new Thread(() -> waiting(3).listener(heard::add).run(trial -> numbers.add(trial.number()) ? 1 : 0));
        waiter.start();
        while (heard.isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(numbers).isEmpty();
        end.countDown();
        waiter.join();
        other.join();
        assertThat(numbers).containsExactly(1, 2);
    }

    /** With a generator that proposes only while nothing runs. */
    private Study waiting(int trials) {
        return study(trials).generator(new FakeGenerator(SmallStudy.SPACE) {
            @Override
            public boolean hasMoreCandidates() {
                return trials().stream().allMatch(trial -> trial.status().ended());
            }
        });
    }

    @Test
    void twoSessionsShareAStudy() throws InterruptedException {
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        Runnable session = () -> study(40).parallel(2).run(trial -> numbers.add(trial.number()) ? 1 : 0);
        List<Thread> sessions = List.of(new Thread(session), new Thread(session), new Thread(session));
        sessions.forEach(Thread::start);
        for (Thread thread : sessions) {
            thread.join();
        }
        assertThat(numbers).hasSize(40).doesNotHaveDuplicates();
    }
}
