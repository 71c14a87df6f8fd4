package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first six situations in which Arbiter's own runner goes wrong, each met by ours. The names say what Arbiter does. */
@Timeout(600)
final class ArbiterFaultsTest {

    @TempDir
    private Path folder;

    private StudyRunner runner(int parallel, OptimizationConfiguration configuration, ArbiterTask.Measure measure) {
        return new StudyRunner(folder, parallel, configuration, new ArbiterTask(measure));
    }

    @Test
    void fault1AnExhaustedGridNeverEnds() {
        CandidateGenerator grid = new GridSearchCandidateGenerator(
                new DiscreteParameterSpace<>(5.0, 2.0, 7.0), 1, GridSearchCandidateGenerator.Mode.Sequential, null);
        StudyRunner runner =
                runner(1, ArbiterStudies.configuration(grid, new MaxCandidatesCondition(100)), ArbiterStudies::value);
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
        StudyRunner runner =
                runner(2, ArbiterStudies.configuration(broken, new MaxCandidatesCondition(4)), candidate -> 1);
        made.set(0);
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
        IOptimizationRunner theirs = ArbiterStudies.arbiters(
                1, ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(2)), measure);
        theirs.execute();
        assertThat(theirs.bestScore()).isNaN();

        StudyRunner ours = runner(
                1, ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(3)), measure);
        ours.execute();
        assertThat(ours.bestScore()).isEqualTo(11);
        assertThat(ArbiterStudies.statuses(ours))
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
        IOptimizationRunner theirs = ArbiterStudies.arbiters(
                1, ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(2)), measure);
        theirs.execute();
        assertThat(ArbiterStudies.statuses(theirs)).startsWith(CandidateStatus.Created);

        StudyRunner ours = runner(
                1, ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(2)), measure);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        ours.addListeners(new BaseStatusListener() {
            @Override
            public void onCandidateStatusChange(
                    CandidateInfo info, IOptimizationRunner runner, OptimizationResult result) {
                heard.add(info.getIndex() + " " + info.getCandidateStatus());
            }
        });
        ours.execute();
        assertThat(ArbiterStudies.statuses(ours)).containsExactly(CandidateStatus.Failed, CandidateStatus.Complete);
        assertThat(ours.getCandidateStatus().get(0).getExceptionStackTrace())
                .startsWith("java.io.IOException: no data\n\tat ");
        assertThat(ours.numCandidatesFailed()).isEqualTo(1);
        assertThat(heard).contains("0 Failed", "1 Complete");
    }

    @Test
    void fault5ATrialThatEndsWhileTheRunnerShutsDownIsLost() {
        AtomicInteger ended = new AtomicInteger();
        TerminationCondition twoEnded = new Condition(runner -> ended.get() >= 2);
        StudyRunner runner = runner(4, ArbiterStudies.configuration(ArbiterStudies.random(), twoEnded), candidate -> {
            Thread.sleep(30L * (1 + candidate.getIndex() % 4));
            ended.incrementAndGet();
            return ArbiterStudies.value(candidate);
        });
        runner.execute();
        assertThat(runner.numCandidatesCompleted()).isEqualTo(ended.get()).isEqualTo(runner.numCandidatesTotal());
        assertThat(runner.numCandidatesQueued()).isZero();
        assertThat(ArbiterStudies.statuses(runner)).containsOnly(CandidateStatus.Complete);
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
        CountDownLatch six = new CountDownLatch(6);
        IOptimizationRunner theirs = ArbiterStudies.arbiters(
                4, ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(5)), candidate -> {
                    six.countDown();
                    // Two are over, and four run at once.
                    return candidate.getIndex() < 2 || six.await(5, TimeUnit.MINUTES) ? 1 : 0;
                });
        theirs.execute();
        assertThat(theirs.numCandidatesTotal()).isGreaterThan(5);

        AtomicInteger calls = new AtomicInteger();
        StudyRunner ours = runner(
                4,
                ArbiterStudies.configuration(ArbiterStudies.random(), new MaxCandidatesCondition(5)),
                candidate -> calls.incrementAndGet());
        ours.execute();
        assertThat(calls).hasValue(5);
        assertThat(ours.numCandidatesTotal()).isEqualTo(5);
    }
}
