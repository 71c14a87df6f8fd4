package org.weightbalancing.app.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Arbiter's listeners what happens in a study. They may be added and removed at any time; one that throws is removed,
 * and the study goes on.
 */
final class ArbiterNews extends BaseStatusListener {

    private static final Logger LOG = LoggerFactory.getLogger(ArbiterNews.class);

    private final List<StatusListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Integer, TrialStatus> told = new TreeMap<>();

    void add(StatusListener listener) {
        if (!listeners.contains(listener)) {
            listeners.add(listener);
        }
    }

    void remove(StatusListener listener) {
        listeners.remove(listener);
    }

    void clear() {
        listeners.clear();
    }

    /** Tells of each trial that stands otherwise than it did. */
    void hear(List<TrialRecord> trials, IOptimizationRunner runner, ArbiterCandidates candidates) {
        boolean ended = false;
        for (TrialRecord trial : trials) {
            if (told.put(trial.number(), trial.status()) != trial.status()) {
                CandidateInfo info = ArbiterRecords.info(trial);
                Candidate<?> candidate = candidates.candidate(trial.number(), trial.proposal());
                OptimizationResult result = ArbiterRecords.result(trial, candidate);
                ended |= trial.status().ended();
                tell(listener -> listener.onCandidateStatusChange(info, runner, result));
            }
        }
        if (ended) {
            tell(listener -> listener.onRunnerStatusChange(runner));
        }
    }

    @Override
    public void onInitialization(IOptimizationRunner runner) {
        tell(listener -> listener.onInitialization(runner));
    }

    @Override
    public void onShutdown(IOptimizationRunner runner) {
        tell(listener -> listener.onShutdown(runner));
    }

    // Tasks tell of their iterations; of their status the study tells itself.
    @Override
    public void onCandidateIteration(CandidateInfo info, Object candidate, int iteration) {
        tell(listener -> listener.onCandidateIteration(info, candidate, iteration));
    }

    private void tell(Consumer<StatusListener> news) {
        // Not removeIf: listeners may add others meanwhile.
        listeners.removeAll(
                listeners.stream().filter(listener -> !heard(listener, news)).toList());
    }

    private static boolean heard(StatusListener listener, Consumer<StatusListener> news) {
        try {
            news.accept(listener);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener of the study failed and hears no more: {}", listener, e);
            return false;
        }
    }
}
