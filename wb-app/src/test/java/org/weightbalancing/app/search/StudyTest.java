package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies on threads of this JVM. */
@Timeout(60)
final class StudyTest {

    private static final SearchSpace SPACE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));

    @TempDir
    private Path folder;

    private Study study(int trials) {
        return Study.in(folder)
                .generator(new RandomGenerator(SPACE, 5))
                .goal(Goal.minimise())
                .budget(Budget.trials(trials))
                .grace(Duration.ofMillis(300));
    }

    private static double x(Trial trial) {
        return trial.parameters().number("x");
    }

    @Test
    void theTrialsAskedAreTheTrialsRun() {
        AtomicInteger calls = new AtomicInteger();
        StudyResult result = study(7).run(trial -> {
            calls.incrementAndGet();
            return x(trial);
        });
        assertThat(calls).hasValue(7);
        assertThat(result.trials()).extracting(TrialRecord::number).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 7));
        assertThat(result.stopped()).isFalse();
        TrialRecord best = result.best().orElseThrow();
        assertThat(result.trials())
                .allMatch(trial -> trial.score().orElseThrow() >= best.score().orElseThrow());
        assertThat(best.score()).hasValue(best.proposal().parameters().number("x"));
    }

    @Test
    void moreThreadsThanTrialsRunNoMoreTrials() {
        AtomicInteger calls = new AtomicInteger();
        StudyResult result = study(3).parallel(8).run(trial -> calls.incrementAndGet());
        assertThat(calls).hasValue(3);
        assertThat(result.trials()).hasSize(3);
    }

    @Test
    void asManyRunAtOnceAsAsked() {
        CountDownLatch met = new CountDownLatch(3);
        StudyResult result = study(3).parallel(3).run(trial -> {
            met.countDown();
            met.await();
            return 0;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 3));
    }

    @Test
    void aSpentStudyRunsNothingMoreAndALargerBudgetTheRest() {
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        Objective objective = trial -> {
            numbers.add(trial.number());
            return x(trial);
        };
        study(3).run(objective);
        StudyResult again = study(3).run(objective);
        assertThat(again.trials()).hasSize(3);
        study(5).run(objective);
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whatATrialTellsIsInItsRecord() {
        StudyResult result = study(1).run(trial -> {
            trial.report(1, 0.5);
            trial.report(4, Double.NaN);
            trial.measure("ece", 0.25);
            trial.measure("ece", 0.125);
            return 2;
        });
        TrialRecord only = result.trials().get(0);
        assertThat(only.curve()).isEqualTo(Map.of(1, 0.5, 4, Double.NaN));
        assertThat(only.measures()).isEqualTo(Map.of("ece", 0.125));
        assertThat(only.score()).hasValue(2);
        assertThat(only.reason()).isEmpty();
    }

    @Test
    void whateverATrialThrowsCountsAndIsNoEndOfTheStudy() {
        StudyResult result = study(5).run(trial -> switch (trial.number()) {
            case 0 -> throw new IllegalStateException("the first");
            case 1 -> throw new OutOfMemoryError("the second");
            case 2 -> endless(0);
            case 3 -> throw new InterruptedException("nobody did");
            default -> 1;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 4, TrialStatus.COMPLETE, 1));
        assertThat(result.failures()).extracting(TrialRecord::number).containsExactly(0, 1, 2, 3);
        assertThat(reason(result, 0)).startsWith("java.lang.IllegalStateException: the first\n\tat org.weight");
        assertThat(reason(result, 1)).startsWith("java.lang.OutOfMemoryError: the second\n");
        assertThat(reason(result, 2)).startsWith("java.lang.StackOverflowError\n");
        assertThat(reason(result, 3)).startsWith("java.lang.InterruptedException: nobody did\n");
    }

    private static double endless(double depth) {
        return depth < 0 ? 0 : endless(depth + 1) + 1;
    }

    private static String reason(StudyResult result, int number) {
        return result.trials().get(number).reason().orElseThrow();
    }

    @Test
    void aScoreThatIsNoFiniteNumberIsAFailure() {
        StudyResult result = study(4).run(trial -> switch (trial.number()) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.POSITIVE_INFINITY;
            default -> 7;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 3, TrialStatus.COMPLETE, 1));
        assertThat(reason(result, 0)).isEqualTo("the score is NaN; it must be a finite number");
        assertThat(reason(result, 1)).isEqualTo("the score is -Infinity; it must be a finite number");
        assertThat(result.best().orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void aPrunedTrialHasTheLastValueItReported() {
        Pruner pruner = (goal, curve, others) ->
                curve.lastKey() == 2 && !others.isEmpty() ? Optional.of("two of " + others.size()) : Optional.empty();
        StudyResult result = study(2).pruner(pruner).run(trial -> {
            trial.report(1, 10);
            trial.report(2, 20 + trial.number());
            trial.report(3, 30);
            return 40;
        });
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.COMPLETE, TrialStatus.PRUNED);
        assertThat(result.trials().get(1).score()).hasValue(21);
        assertThat(result.trials().get(1).curve()).isEqualTo(Map.of(1, 10.0, 2, 21.0));
        assertThat(result.trials().get(1).reason()).hasValue("two of 1");
    }

    @Test
    void aPruningThatWasWrappedOnItsWayIsOne() {
        Pruner always = (goal, curve, others) -> Optional.of("no use");
        StudyResult result = study(1).pruner(always).run(trial -> {
            try {
                trial.report(1, 10);
            } catch (RuntimeException e) {
                throw new IllegalStateException("in the trainer", e);
            }
            return 1;
        });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.PRUNED, 1));
    }

    @Test
    void aTrialThatIsInterruptedAtItsLimitHasTimedOut() {
        StudyResult result = Study.in(folder)
                .generator(new RandomGenerator(SPACE, 5))
                .goal(Goal.minimise())
                .budget(Budget.trials(2).perTrial(Duration.ofMillis(100)))
                .run(trial -> {
                    if (trial.number() == 0) {
                        Thread.sleep(60_000);
                    }
                    return 1;
                });
        assertThat(result.trials())
                .extracting(TrialRecord::status)
                .containsExactly(TrialStatus.TIMED_OUT, TrialStatus.COMPLETE);
        assertThat(reason(result, 0)).isEqualTo("it took longer than PT0.1S");
    }

    @Test
    void whatATrialReturnsAfterItsLimitDoesNotCount() {
        StudyResult result = study(1).budget(Budget.trials(1).perTrial(Duration.ofMillis(100)))
                .run(trial -> {
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
        StudyResult result = study(2).budget(Budget.trials(2).perTrial(Duration.ofMillis(100)))
                .run(trial -> {
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
        assertThat(reason(result, 0))
                .isEqualTo("it took longer than PT0.1S and did not stop in PT0.3S; its thread was left alone");
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
    void anInterruptStopsTheStudyAndTheNextSessionGoesOn() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        List<StudyResult> results = Collections.synchronizedList(new ArrayList<>());
        List<Boolean> flags = Collections.synchronizedList(new ArrayList<>());
        Thread caller = new Thread(() -> {
            results.add(study(4).parallel(2).run(trial -> {
                if (trial.number() >= 1) {
                    running.countDown();
                    Thread.sleep(60_000);
                }
                return x(trial);
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
                .containsExactly(TrialStatus.COMPLETE, TrialStatus.RUNNING, TrialStatus.RUNNING);

        List<Integer> numbers = new ArrayList<>();
        StudyResult rest = study(4).run(trial -> {
            numbers.add(trial.number());
            return x(trial);
        });
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(rest.stopped()).isFalse();
        assertThat(rest.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 4));
        assertThat(rest.trials().subList(0, 3))
                .extracting(TrialRecord::proposal)
                .containsExactlyElementsOf(
                        stopped.trials().stream().map(TrialRecord::proposal).toList());
        assertThat(new RandomGenerator(SPACE, 5).propose(3))
                .isEqualTo(rest.trials().get(3).proposal());
    }

    @Test
    void aTrialThatReturnsBecauseTheStudyStopsIsRunAgain() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Thread caller = new Thread(() -> study(1).run(trial -> {
            running.countDown();
            try {
                Thread.sleep(60_000);
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
    void theTimeOfASessionEndsBeginningsOnly() {
        StudyResult result = study(100)
                .budget(Budget.trials(100).within(Duration.ofMillis(200)))
                .run(trial -> {
                    Thread.sleep(300);
                    return 1;
                });
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 1));
        assertThat(result.stopped()).isFalse();
    }

    @Test
    void aGeneratorThatThrowsEndsTheStudyAndTheJournalIsWhole() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        FakeGenerator generator = new FakeGenerator(SPACE) {
            @Override
            Proposal propose(int number) {
                if (number == 2) {
                    throw new IllegalStateException("no third point");
                }
                return super.propose(number);
            }
        };
        assertThatThrownBy(() -> study(5).generator(generator).parallel(2).run(trial -> {
                    if (trial.number() == 0) {
                        first.await();
                    }
                    return 1;
                }))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "the study in " + folder + " cannot go on: java.lang.IllegalStateException: no third point");
        List<TrialRecord> kept = StudyFolder.open(folder).trials();
        assertThat(kept).extracting(TrialRecord::status).containsExactly(TrialStatus.RUNNING, TrialStatus.COMPLETE);
        StudyResult rest = study(3).generator(new FakeGenerator(SPACE)).run(trial -> 1);
        assertThat(rest.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 3));
    }

    @Test
    void anExecutorThatThrowsEndsTheStudyAndItsTrialIsRunAgain() {
        TrialExecutor broken = (claim, trial) -> {
            throw new StudyException("journal.jsonl cannot be written: no space left on device");
        };
        assertThatThrownBy(() -> study(2).run(broken))
                .isInstanceOf(StudyException.class)
                .hasMessage("the study in " + folder + " cannot go on: trial 0 could not be run or noted: "
                        + "journal.jsonl cannot be written: no space left on device");
        assertThat(study(2).run(trial -> 1).counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 2));
    }

    @Test
    void whenOneOfTwoThrowsTheOtherIsGivenBackToo() {
        CountDownLatch both = new CountDownLatch(2);
        TrialExecutor broken = (claim, trial) -> {
            both.countDown();
            both.await();
            throw new IllegalStateException("executor of trial " + trial.number());
        };
        assertThatThrownBy(() -> study(2).parallel(2).run(broken)).isInstanceOf(StudyException.class);
        assertThat(study(2).run(trial -> 1).counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 2));
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
    void anExecutorThatForgetsToEndItsTrialMakesItFail() {
        StudyResult result = study(2).run((TrialExecutor) (claim, trial) -> claim.started());
        assertThat(result.counts()).isEqualTo(Map.of(TrialStatus.FAILED, 2));
        assertThat(reason(result, 1)).isEqualTo("its executor returned before the trial had ended");
    }

    @Test
    void aValueThatCannotBeWrittenIsNoFaultOfTheTrial() {
        TrialExecutor full = (claim, trial) -> {
            Trial.Notes notes = curve -> {
                throw new StudyException("journal.jsonl cannot be written: no space left on device");
            };
            Trial unwritable = new Trial(0, claim.proposal(), trial.folder(), Optional.empty(), notes);
            new ObjectiveTrials(running -> {
                        try {
                            running.report(1, 2);
                        } catch (RuntimeException e) {
                            return 5;
                        }
                        return 6;
                    })
                    .run(claim, unwritable);
        };
        assertThatThrownBy(() -> study(1).run(full))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("no space left on device");
        assertThat(StudyFolder.open(folder).trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
    }

    @Test
    void aListenerHearsTheEndAndOneThatThrowsIsLeftOut() {
        List<List<TrialRecord>> heard = new ArrayList<>();
        StudyResult result = study(3).listener(heard::add).run(trial -> 1);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(result.trials());

        AtomicInteger calls = new AtomicInteger();
        StudyResult more = study(30)
                .listener(trials -> {
                    calls.incrementAndGet();
                    throw new AssertionError("a listener");
                })
                .run(trial -> 1);
        assertThat(more.counts()).isEqualTo(Map.of(TrialStatus.COMPLETE, 30));
        assertThat(calls).hasValue(1);
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
        return study(trials).generator(new FakeGenerator(SPACE) {
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

    @Test
    void aPromotionFindsTheFolderOfItsParent() {
        AshaGenerator generator = new AshaGenerator(SPACE, Goal.minimise(), 1, 1, 2, 2);
        List<Path> parents = new ArrayList<>();
        study(3).generator(generator).run(trial -> {
            trial.parentFolder().ifPresent(parents::add);
            assertThat(trial.folder()).isDirectory();
            return trial.budget().orElseThrow() + x(trial);
        });
        assertThat(parents).hasSize(1);
        assertThat(parents.get(0))
                .isDirectory()
                .hasParent(folder.resolve("trials").toAbsolutePath());
    }

    @Test
    void theSeedOfAStudyIsThatOfItsGenerator() {
        StudyResult result = study(2).seed(11).run(trial -> x(trial));
        assertThat(result.trials().get(1).proposal()).isEqualTo(new RandomGenerator(SPACE, 11).propose(1));
        assertThat(StudyFolder.open(folder).description().seed()).isEqualTo(11);
        assertThat(StudyFolder.open(folder).description().generator()).isEqualTo("random");
    }

    @Test
    void aStudyWithoutItsPartsIsRefused() {
        assertThatThrownBy(() -> Study.in(folder).run(trial -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study in " + folder + " has no generator");
        assertThatThrownBy(() -> Study.in(folder)
                        .generator(new RandomGenerator(SPACE, 0))
                        .run(trial -> 1))
                .hasMessage("the study in " + folder + " has no goal");
        assertThatThrownBy(() -> study(1).parallel(0)).hasMessage("parallel trials are 0, allowed is 1 or more");
        assertThatThrownBy(() -> Budget.trials(0)).hasMessage("trials of a budget are 0, allowed is 1 or more");
        assertThatThrownBy(() -> Budget.trials(1).within(Duration.ZERO))
                .hasMessage("time of a study is PT0S, allowed is more than nothing");
    }
}
