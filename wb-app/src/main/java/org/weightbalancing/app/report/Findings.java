package org.weightbalancing.app.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in sentences what a run shows: what must be known first, then results, then notes. */
final class Findings {

    private Findings() {}

    /**
     * All sentences on a run.
     *
     * @param evidence of it, where it has predictions
     */
    static List<Finding> of(ReportedRun run, Optional<PairedEvidence> evidence) {
        return Stream.of(
                        RunFindings.of(run),
                        run.results()
                                .map(results -> AccuracyFindings.of(results, evidence))
                                .orElse(List.of()),
                        run.results().map(ClassFindings::of).orElse(List.of()),
                        run.results().map(CalibrationFindings::of).orElse(List.of()),
                        TrainingFindings.of(run))
                .flatMap(List::stream)
                .sorted((a, b) -> a.kind().compareTo(b.kind()))
                .toList();
    }
}
