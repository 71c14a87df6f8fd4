package org.weightbalancing.app.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/** Runs trials in this JVM as tasks of Arbiter. */
final class ArbiterTrials implements TrialExecutor {

    private final OptimizationConfiguration configuration;
    private final TaskCreator tasks;
    private final ArbiterCandidates candidates;
    private final StatusListener listener;
    private final IOptimizationRunner runner;
    private final Map<Integer, ResultReference> references = new ConcurrentSkipListMap<>();

    /**
     * Makes an executor.
     *
     * @param candidates of the trials
     * @param listener hears of the iterations of tasks
     */
    ArbiterTrials(
            OptimizationConfiguration configuration,
            TaskCreator tasks,
            ArbiterCandidates candidates,
            StatusListener listener,
            IOptimizationRunner runner) {
        this.configuration = configuration;
        this.tasks = tasks;
        this.candidates = candidates;
        this.listener = listener;
        this.runner = runner;
    }

    /** What the tasks have saved, by the number of their trial. */
    List<ResultReference> references() {
        return List.copyOf(references.values());
    }

    @Override
    public void run(Claim claim, Trial trial) throws InterruptedException {
        claim.started();
        ObjectiveTrials.end(claim, trial, outcome(claim));
    }

    // Whatever a task throws is how its trial ended.
    private TrialOutcome outcome(Claim claim) {
        try {
            OptimizationResult result =
                    task(candidates.candidate(claim.number(), claim.proposal())).call();
            Optional.ofNullable(result.getResultReference()).ifPresent(saved -> references.put(claim.number(), saved));
            return outcome(result);
        } catch (Throwable e) {
            return TrialOutcome.failed(TrialOutcome.trace(e));
        }
    }

    // Arbiter's configurations have either a source or, as they had earlier, a provider of data.
    @SuppressWarnings("deprecation")
    private Callable<OptimizationResult> task(Candidate<?> candidate) {
        List<StatusListener> listeners = List.of(listener);
        return configuration.getDataSource() == null
                ? tasks.create(
                        candidate, configuration.getDataProvider(), configuration.getScoreFunction(), listeners, runner)
                : tasks.create(
                        candidate,
                        configuration.getDataSource(),
                        configuration.getDataSourceProperties(),
                        configuration.getScoreFunction(),
                        listeners,
                        runner);
    }

    private static TrialOutcome outcome(OptimizationResult result) {
        CandidateStatus status = result.getCandidateInfo().getCandidateStatus();
        if (status == CandidateStatus.Failed || result.getScore() == null) {
            return TrialOutcome.failed(
                    Optional.ofNullable(result.getCandidateInfo().getExceptionStackTrace())
                            .orElse("the task of the trial gave no score, as " + status));
        }
        return TrialOutcome.score(result.getScore());
    }
}
