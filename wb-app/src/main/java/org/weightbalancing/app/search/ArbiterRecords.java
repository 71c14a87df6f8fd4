package org.weightbalancing.app.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;

/** Trials in Arbiter's words. */
final class ArbiterRecords {

    private static final double MILLIS = 1000;

    private ArbiterRecords() {}

    /** The flat parameters. */
    static double[] flat(Proposal proposal) {
        return proposal.coordinates().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The candidate of a proposal that a generator of studies has made. */
    static Candidate<?> candidate(int number, Proposal proposal) {
        Map<String, Object> data = new LinkedHashMap<>();
        proposal.budget().ifPresent(steps -> data.put(StudyGenerator.BUDGET, steps));
        proposal.parent().ifPresent(parent -> data.put(StudyGenerator.PARENT, parent));
        return new Candidate<>(proposal.parameters(), number, flat(proposal), data, null);
    }

    /** How a trial stands. A pruned one is cancelled; one without a score has failed, and has a trace. */
    static CandidateInfo info(TrialRecord trial) {
        long started = trial.started().toEpochMilli();
        Long ended = trial.status().ended() ? started + Math.round(MILLIS * trial.seconds()) : null;
        return new CandidateInfo(
                trial.number(),
                status(trial.status()),
                score(trial),
                started,
                started,
                ended,
                flat(trial.proposal()),
                trial.reason().orElse(null));
    }

    private static Double score(TrialRecord trial) {
        return trial.score().isPresent() ? trial.score().getAsDouble() : null;
    }

    private static CandidateStatus status(TrialStatus status) {
        return switch (status) {
            case RUNNING, WAITING -> CandidateStatus.Running;
            case COMPLETE -> CandidateStatus.Complete;
            case PRUNED -> CandidateStatus.Cancelled;
            case FAILED, TIMED_OUT, LOST -> CandidateStatus.Failed;
        };
    }

    /** The result of a trial, without a model. */
    static OptimizationResult result(TrialRecord trial, Candidate<?> candidate) {
        return new OptimizationResult(candidate, score(trial), trial.number(), null, info(trial), null);
    }
}
