package org.weightbalancing.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.TrialRecord;

/**
 * Tells of the one number that a study searched whether the score is best inside its range: where the best median of
 * neighbouring trials, a tenth of them and at least 3, is better than that of both ends by more than what the model of the
 * scores cannot predict.
 */
final class OptimumFindings {

    private static final int FEWEST = 9;
    private static final int SMALLEST = 3;
    private static final int TENTH = 10;

    private final ReportedStudy study;
    private final Dimension dimension;
    private final List<TrialRecord> sorted;
    private final int size;

    private OptimumFindings(ReportedStudy study, Dimension dimension, List<TrialRecord> sorted) {
        this.study = study;
        this.dimension = dimension;
        this.sorted = sorted;
        this.size = Math.max(SMALLEST, sorted.size() / TENTH);
    }

    /** One sentence at most. */
    static List<Finding> of(ReportedStudy study, SpaceWords words) {
        List<Dimension> dimensions = study.space().dimensions();
        if (dimensions.size() != 1 || dimensions.get(0).domain() instanceof Choice) {
            return List.of();
        }
        Dimension dimension = dimensions.get(0);
        List<TrialRecord> sorted = largest(study).stream()
                .sorted(Comparator.comparingDouble(trial -> place(dimension, trial)))
                .toList();
        return sorted.size() < FEWEST
                ? List.of()
                : new OptimumFindings(study, dimension, sorted)
                        .inside(words).stream().toList();
    }

    /** The complete trials of the largest budget that enough of them have. */
    private static List<TrialRecord> largest(ReportedStudy study) {
        List<TrialRecord> complete = study.trials().stream()
                .filter(trial -> trial.complete() && study.goal().feasible(trial))
                .toList();
        return complete.stream()
                .map(TrialRecord::budget)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(budget -> complete.stream()
                        .filter(trial -> trial.budget() == budget)
                        .toList())
                .filter(trials -> trials.size() >= FEWEST)
                .findFirst()
                .orElse(List.of());
    }

    private static double place(Dimension dimension, TrialRecord trial) {
        return dimension
                .domain()
                .coordinate(
                        trial.proposal().parameters().value(dimension.name()).orElseThrow());
    }

    private Optional<Finding> inside(SpaceWords words) {
        int last = sorted.size() - size;
        int best = IntStream.rangeClosed(0, last)
                .boxed()
                .min(Comparator.comparingDouble(from -> study.goal().loss(median(from))))
                .orElseThrow();
        double error = study.importance().map(importance -> importance.error()).orElse(0.0);
        double gain = Math.min(
                study.goal().loss(median(0)) - study.goal().loss(median(best)),
                study.goal().loss(median(last)) - study.goal().loss(median(best)));
        if (best < size || best > last - size || gain <= error) {
            return Optional.empty();
        }
        String name = words.name(dimension.name());
        OptionalInt budget = sorted.get(0).proposal().budget();
        return Optional.of(Finding.result(
                "Optimum",
                "The best " + name + " is inside its range: " + study.score().measure() + " is "
                        + shown(best) + " from " + name + " " + value(best) + " to " + value(best + size - 1)
                        + ", against " + shown(0) + " at the lower and " + shown(last)
                        + " at the upper end (medians of "
                        + size + " neighbouring trials"
                        + (budget.isPresent() ? " of budget " + budget.getAsInt() : "") + ")."));
    }

    private String shown(int from) {
        return study.score().words(median(from));
    }

    private String value(int trial) {
        return SpaceWords.value(sorted.get(trial).proposal().parameters(), dimension.name(), "");
    }

    private double median(int from) {
        double[] scores = sorted.subList(from, from + size).stream()
                .mapToDouble(trial -> trial.score().orElseThrow())
                .sorted()
                .toArray();
        return (scores[(size - 1) / 2] + scores[size / 2]) / 2;
    }
}
