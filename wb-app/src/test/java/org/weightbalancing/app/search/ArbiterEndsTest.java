package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other six situations in which Arbiter's own runner goes wrong, each met by ours. The names say what Arbiter does. */
@Timeout(600)
final class ArbiterEndsTest {

    @TempDir
    private Path folder;

    private StudyRunner runner(int parallel, OptimizationConfiguration configuration, ArbiterTask.Measure measure) {
        return new StudyRunner(folder, parallel, configuration, new ArbiterTask(measure));
    }

    @Test
    void fault7NothingInterruptsATrialWhenTheTimeIsOver() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        // However long all else takes: the time is over while the second candidate alone runs.
        TerminationCondition time = new MaxTimeCondition(1, TimeUnit.MILLISECONDS) {
            @Override
            public boolean terminate(IOptimizationRunner running) {
                return running.numCandidatesCompleted() == 1 && hanging.getCount() == 0 && super.terminate(running);
            }
        };
        StudyRunner runner = new StudyRunner(
                folder,
                2,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(2), time),
                new ArbiterTask(candidate -> {
                    if (candidate.getIndex() == 1) {
                        hanging.countDown();
                        hang(interrupted);
                    }
                    return 1;
                }),
                Optional.empty(),
                Duration.ofMillis(200),
                System::nanoTime);
        runner.execute();
        interrupted.await();
        assertThat(ArbiterStudies.statuses(runner)).containsExactly(CandidateStatus.Complete, CandidateStatus.Running);
        assertThat(runner.numCandidatesQueued()).isEqualTo(1);
        assertThat(runner.numCandidatesFailed()).isZero();
        StudyRunner next = runner(
                1,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(2)),
                candidate -> 1);
        next.execute();
        assertThat(next.getCandidateStatus().get(1).getCandidateStatus()).isEqualTo(CandidateStatus.Complete);
    }

    private static void hang(CountDownLatch interrupted) throws InterruptedException {
        try {
            Thread.sleep(600_000);
        } finally {
            interrupted.countDown();
        }
    }

    @Test
    void fault7ACandidateHasALimitOfItsOwn() {
        AtomicLong clock = new AtomicLong();
        Duration limit = Duration.ofSeconds(2);
        StudyRunner runner = new StudyRunner(
                folder,
                1,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(3)),
                new ArbiterTask(candidate -> {
                    if (candidate.getIndex() == 1) {
                        clock.addAndGet(limit.toNanos() + 1);
                        Thread.sleep(600_000);
                    }
                    return 1;
                }),
                Optional.of(limit),
                Duration.ofMinutes(1),
                clock::get);
        runner.execute();
        assertThat(ArbiterStudies.statuses(runner))
                .containsExactly(CandidateStatus.Complete, CandidateStatus.Failed, CandidateStatus.Complete);
        assertThat(runner.getCandidateStatus().get(1).getExceptionStackTrace()).isEqualTo("it took longer than PT2S");
        assertThat(runner.numCandidatesFailed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fault8ShuttingDownFromOutsideThrowsAndTellsNobody(boolean await) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        StudyRunner ours = runner(
                1,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(9)),
                candidate -> sleep(running));
        ours.addListeners(new BaseStatusListener() {
            @Override
            public void onShutdown(IOptimizationRunner ended) {
                heard.add("shutdown with " + ended.numCandidatesTotal());
            }
        });
        assertThat(thrown(ours, running, await)).isEmpty();
        assertThat(heard).containsExactly("shutdown with 1");
        StudyRunner next = runner(
                1,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(2)),
                ArbiterStudies::value);
        next.execute();
        assertThat(next.numCandidatesCompleted()).isEqualTo(2);
    }

    @Test
    void fault8OfArbitersOwnRunner() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        IOptimizationRunner theirs = ArbiterStudies.arbiters(
                1,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(9)),
                candidate -> sleep(running));
        assertThat(thrown(theirs, running, false)).singleElement().isInstanceOf(RejectedExecutionException.class);
    }

    private static double sleep(CountDownLatch running) throws InterruptedException {
        running.countDown();
        Thread.sleep(600_000);
        return 1;
    }

    /** What the execution throws when another thread shuts it down. */
    private static List<Throwable> thrown(IOptimizationRunner runner, CountDownLatch running, boolean await)
            throws InterruptedException {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> {
            try {
                runner.execute();
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        thread.start();
        running.await();
        runner.shutdown(await);
        thread.join();
        return thrown;
    }

    @Test
    void fault9ASecondPassesBeforeTheFirstCandidate() {
        // That it takes no second is seen by hand only; here, that nothing is lost where runs are over in no time.
        for (int i = 0; i < 10; i++) {
            StudyRunner runner = new StudyRunner(
                    folder.resolve("study-" + i),
                    1,
                    ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(1)),
                    new ArbiterTask(candidate -> 1));
            runner.execute();
            assertThat(ArbiterStudies.statuses(runner)).containsExactly(CandidateStatus.Complete);
        }
    }

    @Test
    void fault10ListenersCannotBeAddedWhileItRuns() {
        AtomicInteger heard = new AtomicInteger();
        StudyRunner runner = runner(
                4,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(40)),
                candidate -> 1);
        runner.addListeners(new BaseStatusListener() {
            @Override
            public void onCandidateStatusChange(
                    CandidateInfo info, IOptimizationRunner running, OptimizationResult result) {
                running.addListeners(new BaseStatusListener() {
                    @Override
                    public void onRunnerStatusChange(IOptimizationRunner later) {
                        heard.incrementAndGet();
                    }
                });
                throw new IllegalStateException("and this one fails besides");
            }
        });
        runner.execute();
        assertThat(runner.numCandidatesCompleted()).isEqualTo(40);
        assertThat(heard.get()).isPositive();
    }

    @Test
    void fault11NothingIsKeptAndNothingCanBeResumed() {
        Path deep = folder.resolve("a/b/c");
        List<Double> values = Collections.synchronizedList(new ArrayList<>());
        ArbiterTask task = new ArbiterTask(candidate -> {
            values.add(ArbiterStudies.value(candidate));
            return ArbiterStudies.value(candidate);
        });
        new StudyRunner(
                        deep,
                        1,
                        ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(3)),
                        task)
                .execute();
        new StudyRunner(
                        deep,
                        1,
                        ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(5)),
                        task)
                .execute();
        List<Double> whole = new ArrayList<>();
        CandidateGenerator once = ArbiterStudies.random();
        once.setRngSeed(ArbiterStudies.SEED);
        for (int i = 0; i < 5; i++) {
            whole.add(ArbiterStudies.value(once.getCandidate()));
        }
        assertThat(values).isEqualTo(whole);
        List<TrialRecord> kept = StudyFolder.open(deep).trials();
        assertThat(kept).extracting(trial -> trial.score().orElseThrow()).isEqualTo(whole);
        assertThat(kept.get(4).proposal().coordinates()).containsExactly(whole.get(4));
    }

    @Test
    void fault12OnlyArbitersOwnConfigurationsAreKept() throws IOException {
        SearchSpace space = SearchSpace.of(
                Dimension.of("decay", new LogUniform(1e-4, 1)),
                Dimension.of("loss", new Choice(List.of("cross-entropy", Map.of("name", "focal", "gamma", 2)))));
        StudyRunner runner = runner(
                2,
                ArbiterStudies.configuration(
                        new TpeGenerator(space, Goal.minimise(), 0, TpeSettings.defaults()),
                        new MaxCandidatesCondition(4)),
                candidate -> ((Parameters) candidate.getValue()).number("decay"));
        runner.execute();
        assertThat(Files.readString(folder.resolve("trials/000003/claim.json"))).contains("\"decay\"", "\"loss\"");
        assertThat(StudyFolder.open(folder).trials())
                .allMatch(trial -> trial.score().orElseThrow()
                        == trial.proposal().parameters().number("decay"));
        assertThat(StudyFolder.open(folder).description().space()).isEqualTo(space);
    }

    @Test
    void aRunnerExecutesOnce() {
        StudyRunner runner = runner(
                1,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(1)),
                candidate -> 1);
        assertThat(runner.bestScore()).isNull();
        assertThat(runner.bestScoreTime()).isNull();
        assertThat(runner.bestScoreCandidateIndex()).isEqualTo(-1);
        runner.execute();
        assertThatThrownBy(runner::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("once");
    }
}
