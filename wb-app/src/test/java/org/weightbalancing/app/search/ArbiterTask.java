package org.weightbalancing.app.search;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/** A task as somebody would write it for Arbiter: it calls a function and catches nothing. */
@SuppressWarnings({"deprecation", "rawtypes"}) // Arbiter's interface has raw types and a method of earlier days.
final class ArbiterTask implements TaskCreator {

    /** What a task measures. */
    @FunctionalInterface
    interface Measure {
        double of(Candidate<?> candidate) throws Exception;
    }

    private final Measure measure;

    ArbiterTask(Measure measure) {
        this.measure = measure;
    }

    @Override
    public Callable<OptimizationResult> create(
            Candidate candidate,
            DataProvider provider,
            ScoreFunction score,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        return () -> {
            long started = System.currentTimeMillis();
            double value = measure.of(candidate);
            CandidateInfo info = new CandidateInfo(
                    candidate.getIndex(),
                    CandidateStatus.Complete,
                    value,
                    started,
                    started,
                    System.currentTimeMillis(),
                    candidate.getFlatParameters(),
                    null);
            return new OptimizationResult(candidate, value, candidate.getIndex(), null, info, null);
        };
    }

    @Override
    public Callable<OptimizationResult> create(
            Candidate candidate,
            Class<? extends DataSource> source,
            Properties properties,
            ScoreFunction score,
            List<StatusListener> listeners,
            IOptimizationRunner runner) {
        return create(candidate, null, score, listeners, runner);
    }

    /** Says that smaller or larger scores are better; tasks measure themselves. */
    record Better(boolean minimize) implements ScoreFunction {
        @Override
        public double score(Object model, DataProvider provider, Map<String, Object> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double score(Object model, Class<? extends DataSource> source, Properties properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Class<?>> getSupportedModelTypes() {
            return List.of();
        }

        @Override
        public List<Class<?>> getSupportedDataTypes() {
            return List.of();
        }
    }
}
