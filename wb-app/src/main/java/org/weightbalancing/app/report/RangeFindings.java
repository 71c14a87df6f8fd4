package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.TrialRecord;

/**
 * Tells of ranges at whose ends the best trials are: the median of the best tenth, at least 5 of them, is in the outer
 * tenth.
 */
final class RangeFindings {

    private static final int FEWEST_TRIALS = 20;
    private static final int FEWEST = 5;
    private static final int TENTH = 10;
    private static final double OUTER = 0.1;
    private static final double IDLE = 0.02;

    private RangeFindings() {}

    static List<Finding> of(ReportedStudy study, SpaceWords words) {
        List<Finding> findings = new ArrayList<>();
        List<TrialRecord> ranked =
                study.ranked().stream().filter(study.goal()::feasible).toList();
        if (ranked.size() < FEWEST_TRIALS) {
            return findings;
        }
        List<TrialRecord> top = ranked.subList(0, Math.max(FEWEST, ranked.size() / TENTH));
        study.space().dimensions().stream()
                .filter(dimension -> matters(study, dimension))
                .forEach(dimension -> end(dimension, top)
                        .ifPresent(end -> findings.add(Finding.result("Range", sentence(dimension, end, words)))));
        return findings;
    }

    /** Whether it has ends, and an effect as far as that is known. */
    private static boolean matters(ReportedStudy study, Dimension dimension) {
        boolean ends = !(dimension.domain() instanceof Choice)
                && !(dimension.domain() instanceof IntegerRange range && range.high() - range.low() < TENTH);
        return ends
                && study.importance()
                        .filter(importance -> importance.explained() >= ImportanceFindings.TRUSTED)
                        .map(importance -> importance.shares().get(dimension.name()) >= IDLE)
                        .orElse(true);
    }

    /** "lower" or "upper". */
    private static Optional<String> end(Dimension dimension, List<TrialRecord> top) {
        double[] places = top.stream()
                .flatMap(trial -> trial.proposal().parameters().value(dimension.name()).stream())
                .mapToDouble(dimension.domain()::coordinate)
                .sorted()
                .toArray();
        if (places.length < FEWEST) {
            return Optional.empty();
        }
        if (places[places.length / 2] < OUTER) {
            return Optional.of("lower");
        }
        return places[(places.length - 1) / 2] > 1 - OUTER ? Optional.of("upper") : Optional.empty();
    }

    private static String sentence(Dimension dimension, String end, SpaceWords words) {
        return "The best trials have a " + words.name(dimension.name()) + " at the " + end + " end of its range ("
                + SpaceWords.domain(dimension.domain()) + "): what is best may lie beyond, which a wider range would"
                + " show.";
    }
}
