package org.weightbalancing.app.search;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;

/** Optimizations of one parameter, for the tests of our runner and of Arbiter's. */
final class ArbiterStudies {

    static final int SEED = 3;

    private ArbiterStudies() {}

    static CandidateGenerator random() {
        return new RandomSearchGenerator(new ContinuousParameterSpace(0, 1));
    }

    static OptimizationConfiguration configuration(CandidateGenerator generator, TerminationCondition... conditions) {
        return new OptimizationConfiguration.Builder()
                .candidateGenerator(generator)
                .scoreFunction(new ArbiterTask.Better(true))
                .terminationConditions(conditions)
                .rngSeed(SEED)
                .build();
    }

    static IOptimizationRunner arbiters(
            int parallel, OptimizationConfiguration configuration, ArbiterTask.Measure measure) {
        return new LocalOptimizationRunner(parallel, configuration, new ArbiterTask(measure));
    }

    static double value(Candidate<?> candidate) {
        return (Double) candidate.getValue();
    }

    static List<CandidateStatus> statuses(IOptimizationRunner runner) {
        return runner.getCandidateStatus().stream()
                .map(CandidateInfo::getCandidateStatus)
                .toList();
    }
}
