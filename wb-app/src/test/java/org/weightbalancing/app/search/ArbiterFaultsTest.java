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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The situations in which Arbiter's own runner goes wrong, each met by ours. The names say what Arbiter does. */
@Timeout(60)
final class ArbiterFaultsTest {

    private static final int SEED = 3;

    @TempDir
    private Path folder;

    private static CandidateGenerator random() {
        return new RandomSearchGenerator(new ContinuousParameterSpace(0, 1));
    }

    private static OptimizationConfiguration configuration(
            CandidateGenerator generator, TerminationCondition... conditions) {
        return new OptimizationConfiguration.Builder()
                .candidateGenerator(generator)
                .scoreFunction(new ArbiterTask.Better(true))
                .terminationConditions(conditions)
                .rngSeed(SEED)
                .build();
    }

    private StudyRunner runner(int parallel, OptimizationConfiguration configuration, ArbiterTask.Measure measure) {
        return new StudyRunner(folder, parallel, configuration, new ArbiterTask(measure));
    }

    private static IOptimizationRunner arbiters(
            int parallel, OptimizationConfiguration configuration, ArbiterTask.Measure measure) {
        return new LocalOptimizationRunner(parallel, configuration, new ArbiterTask(measure));
    }

    private static double value(Candidate<?> candidate) {
        return (Double) candidate.getValue();
    }

    private static List<CandidateStatus> statuses(IOptimizationRunner runner) {
        return runner.getCandidateStatus().stream()
                .map(CandidateInfo::getCandidateStatus)
                .toList();
    }

    @Test
    void fault1AnExhaustedGridNeverEnds() {
        CandidateGenerator grid = new GridSearchCandidateGenerator(
                new DiscreteParameterSpace<>(5.0, 2.0, 7.0), 1, GridSearchCandidateGenerator.Mode.Sequential, null);
        StudyRunner runner = runner(1, configuration(grid, new MaxCandidatesCondition(100)), ArbiterFaultsTest::value);
        runner.execute();
        assertThat(runner.numCandidatesCompleted()).isEqualTo(3);
        assertThat(runner.bestScore()).isEqualTo(2);
        assertThat(runner.bestScoreCandidateIndex()).isEqualTo(1);
    }

    @Test
    void fault2ASpaceThatCannotMakeValuesSpins() {
        AtomicInteger made = new AtomicInteger();
        CandidateGenerator broken = new RandomSearchGenerator(new ContinuousParameterSpace(0, 1) {
            @Override
            public Double getValue(double[] input) {
                made.incrementAndGet();
                throw new IllegalStateException("no such value");
            }
        });
        StudyRunner runner = runner(2, configuration(broken, new MaxCandidatesCondition(4)), candidate -> 1);
        runner.execute();
        assertThat(made).hasValue(4);
        assertThat(runner.numCandidatesTotal()).isEqualTo(4);
        assertThat(runner.numCandidatesFailed()).isEqualTo(4);
        assertThat(runner.getCandidateStatus()).allMatch(info -> info.getExceptionStackTrace()
                .startsWith("java.lang.IllegalStateException: no such value"));
    }

    @Test
    void fault3TheFirstScoreNaNIsTheBestForEver() {
        ArbiterTask.Measure measure = candidate -> candidate.getIndex() == 0 ? Double.NaN : 10 + candidate.getIndex();
        IOptimizationRunner theirs = arbiters(1, configuration(random(), new MaxCandidatesCondition(2)), measure);
        theirs.execute();
        assertThat(theirs.bestScore()).isNaN();

        StudyRunner ours = runner(1, configuration(random(), new MaxCandidatesCondition(3)), measure);
        ours.execute();
        assertThat(ours.bestScore()).isEqualTo(11);
        assertThat(statuses(ours))
                .containsExactly(CandidateStatus.Failed, CandidateStatus.Complete, CandidateStatus.Complete);
    }

    @Test
    void fault4ATaskThatThrowsStaysCreatedWithoutATrace() {
        ArbiterTask.Measure measure = candidate -> {
            if (candidate.getIndex() == 0) {
                throw new IOException("no data");
            }
            return 1;
        };
        IOptimizationRunner theirs = arbiters(1, configuration(random(), new MaxCandidatesCondition(2)), measure);
        theirs.execute();
        assertThat(statuses(theirs)).startsWith(CandidateStatus.Created);

        StudyRunner ours = runner(1, configuration(random(), new MaxCandidatesCondition(2)), measure);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        ours.addListeners(new BaseStatusListener() {
            @Override
            public void onCandidateStatusChange(
                    CandidateInfo info, IOptimizationRunner runner, OptimizationResult result) {
                heard.add(info.getIndex() + " " + info.getCandidateStatus());
            }
        });
        ours.execute();
        assertThat(statuses(ours)).containsExactly(CandidateStatus.Failed, CandidateStatus.Complete);
        assertThat(ours.getCandidateStatus().get(0).getExceptionStackTrace())
                .startsWith("java.io.IOException: no data\n\tat ");
        assertThat(ours.numCandidatesFailed()).isEqualTo(1);
        assertThat(heard).contains("0 Failed", "1 Complete");
    }

    @Test
    void fault5ATrialThatEndsWhileTheRunnerShutsDownIsLost() {
        AtomicInteger ended = new AtomicInteger();
        TerminationCondition twoEnded = new Condition(runner -> ended.get() >= 2);
        StudyRunner runner = runner(4, configuration(random(), twoEnded), candidate -> {
            Thread.sleep(30L * (1 + candidate.getIndex() % 4));
            ended.incrementAndGet();
            return value(candidate);
        });
        runner.execute();
        assertThat(runner.numCandidatesCompleted()).isEqualTo(ended.get()).isEqualTo(runner.numCandidatesTotal());
        assertThat(runner.numCandidatesQueued()).isZero();
        assertThat(statuses(runner)).containsOnly(CandidateStatus.Complete);
    }

    /** A condition on the runner. */
    private record Condition(Predicate<IOptimizationRunner> holds) implements TerminationCondition {
        @Override
        public void initialize(IOptimizationRunner runner) {}

        @Override
        public boolean terminate(IOptimizationRunner runner) {
            return holds.test(runner);
        }
    }

    @Test
    void fault6ParallelCandidatesAreMoreThanTheMaximum() {
        AtomicInteger calls = new AtomicInteger();
        StudyRunner runner =
                runner(4, configuration(random(), new MaxCandidatesCondition(5)), candidate -> calls.incrementAndGet());
        runner.execute();
        assertThat(calls).hasValue(5);
        assertThat(runner.numCandidatesTotal()).isEqualTo(5);
    }

    @Test
    void fault7NothingInterruptsATrialWhenTheTimeIsOver() {
        StudyRunner runner = new StudyRunner(
                folder,
                2,
                configuration(random(), new MaxTimeCondition(300, TimeUnit.MILLISECONDS)),
                new ArbiterTask(candidate -> {
                    Thread.sleep(candidate.getIndex() == 1 ? 600_000 : 20);
                    return 1;
                }),
                Duration.ofMillis(400));
        runner.execute();
        assertThat(statuses(runner)).hasSizeGreaterThan(2).startsWith(CandidateStatus.Complete, CandidateStatus.Failed);
        assertThat(runner.getCandidateStatus().get(1).getExceptionStackTrace()).isEqualTo("it took longer than PT0.4S");
        assertThat(runner.numCandidatesFailed()).isEqualTo(1);
    }

    @Test
    void fault8ShuttingDownFromOutsideThrowsAndTellsNobody() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        StudyRunner runner = runner(1, configuration(random(), new MaxCandidatesCondition(9)), candidate -> {
            running.countDown();
            Thread.sleep(60_000);
            return 1;
        });
        runner.addListeners(new BaseStatusListener() {
            @Override
            public void onShutdown(IOptimizationRunner ended) {
                heard.add("shutdown with " + ended.numCandidatesTotal());
            }
        });
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
        runner.shutdown(true);
        thread.join();
        assertThat(thrown).isEmpty();
        assertThat(heard).containsExactly("shutdown with 1");
        StudyRunner next = runner(1, configuration(random(), new MaxCandidatesCondition(2)), ArbiterFaultsTest::value);
        next.execute();
        assertThat(next.numCandidatesCompleted()).isEqualTo(2);
    }

    @Test
    @Timeout(25)
    void fault9ASecondPassesBeforeTheFirstCandidate() {
        // Not a matter of time limits here: Arbiter needs a second or more before each of 30 short runs.
        for (int i = 0; i < 30; i++) {
            new StudyRunner(
                            folder.resolve("study-" + i),
                            1,
                            configuration(random(), new MaxCandidatesCondition(1)),
                            new ArbiterTask(candidate -> 1))
                    .execute();
        }
        assertThat(folder.resolve("study-29")).isDirectory();
    }

    @Test
    void fault10ListenersCannotBeAddedWhileItRuns() {
        AtomicInteger heard = new AtomicInteger();
        StudyRunner runner = runner(4, configuration(random(), new MaxCandidatesCondition(40)), candidate -> 1);
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
            values.add(value(candidate));
            return value(candidate);
        });
        new StudyRunner(deep, 1, configuration(random(), new MaxCandidatesCondition(3)), task).execute();
        new StudyRunner(deep, 1, configuration(random(), new MaxCandidatesCondition(5)), task).execute();
        List<Double> whole = new ArrayList<>();
        CandidateGenerator once = random();
        once.setRngSeed(SEED);
        for (int i = 0; i < 5; i++) {
            whole.add(value(once.getCandidate()));
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
                configuration(
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
        StudyRunner runner = runner(1, configuration(random(), new MaxCandidatesCondition(1)), candidate -> 1);
        assertThat(runner.bestScore()).isNull();
        assertThat(runner.bestScoreTime()).isNull();
        assertThat(runner.bestScoreCandidateIndex()).isEqualTo(-1);
        runner.execute();
        assertThatThrownBy(runner::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("once");
    }
}
