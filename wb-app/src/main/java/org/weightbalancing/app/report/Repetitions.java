package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Complete runs of one experiment that differ in their seed alone.
 *
 * @param runs one of each seed, two at least
 */
record Repetitions(List<ReportedRun> runs) {

    private static final String SEED = "seed";

    Repetitions {
        runs = List.copyOf(runs);
    }

    /** Those among some runs, in their order. */
    static List<Repetitions> among(List<ReportedRun> runs) {
        ComparableRuns comparable = ComparableRuns.of(runs);
        List<ReportedRun> told = new ArrayList<>();
        List<Repetitions> all = new ArrayList<>();
        for (ReportedRun run : comparable.complete()) {
            if (!told.contains(run)) {
                List<ReportedRun> repetitions = comparable.repetitions(run);
                told.addAll(repetitions);
                Map<Long, ReportedRun> bySeed = bySeed(repetitions);
                if (bySeed.size() > 1) {
                    all.add(new Repetitions(new ArrayList<>(bySeed.values())));
                }
            }
        }
        return all;
    }

    private static Map<Long, ReportedRun> bySeed(List<ReportedRun> runs) {
        Map<Long, ReportedRun> bySeed = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> run.settings().path(SEED).isIntegralNumber())
                .forEach(run -> bySeed.putIfAbsent(seed(run), run));
        return bySeed;
    }

    /** The seed of a run that has one. */
    static long seed(ReportedRun run) {
        return run.settings().path(SEED).asLong();
    }
}
