package org.weightbalancing.app.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.weightbalancing.app.search.ForkedTrials;
import org.weightbalancing.app.search.Objective;
import org.weightbalancing.app.search.Study;
import org.weightbalancing.app.search.StudyResult;
import org.weightbalancing.app.search.TrialExecutor;

/**
 * Runs the trials of a study as a session says: in this JVM, each with its share of the threads, or in processes.
 *
 * @param way how
 * @param folder of the study
 * @param data where downloaded data sets lie
 * @param features where those of the experiment lie, if it is one on features
 */
record StudyTrials(SearchSession.Way way, Path folder, Path data, Optional<String> features) {

    /**
     * Runs those that are left.
     *
     * @param objective of trials in this JVM
     */
    StudyResult run(Study study, Objective objective) {
        Study parallel = study.parallel(way.parallel());
        if (way.forked()) {
            return parallel.run(processes());
        }
        try (TrialThreads threads = TrialThreads.among(way.parallel())) {
            return parallel.run(threads.each(objective));
        }
    }

    private TrialExecutor processes() {
        TrialProcess process = new TrialProcess(way.program(), folder, data.toAbsolutePath(), features, way.parallel());
        if (way.gpus().isEmpty()) {
            return new ForkedTrials(claim -> process.of(claim.number(), Optional.empty()));
        }
        BlockingQueue<String> free = new LinkedBlockingQueue<>(way.gpus());
        return (claim, trial) -> {
            String gpu = free.take();
            try {
                new ForkedTrials(claimed -> process.of(claimed.number(), Optional.of(gpu))).run(claim, trial);
            } finally {
                free.add(gpu);
            }
        };
    }
}
