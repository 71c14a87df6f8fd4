package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Importance;
import org.weightbalancing.app.search.TrialRecord;

/** Says which hyperparameters matter, as far as the trials tell. */
final class ImportanceFindings {

    /** Below this fraction of explained variance, importances are chance. */
    static final double TRUSTED = 0.1;

    private static final String TOPIC = "Importance";
    private static final int ENOUGH = 30;
    private static final double CLEAR = 0.5;
    private static final double NOTHING = 0.01;
    private static final int MOST = 3;
    private static final int PARTS = 5;
    private static final int FEWEST = 3;
    private static final int FIFTIETH = 50;

    private final ReportedStudy study;
    private final SpaceWords words;
    private final List<TrialRecord> complete;

    private ImportanceFindings(ReportedStudy study, SpaceWords words) {
        this.study = study;
        this.words = words;
        this.complete = study.trials().stream().filter(TrialRecord::complete).toList();
    }

    static List<Finding> of(ReportedStudy study, SpaceWords words) {
        return study.importance().map(new ImportanceFindings(study, words)::all).orElse(List.of());
    }

    private List<Finding> all(Importance importance) {
        if (importance.explained() < TRUSTED) {
            return List.of(Finding.note(
                    TOPIC,
                    "The hyperparameters do not explain the scores: chance, or too few trials. Which of them matter"
                            + " is not shown."));
        }
        List<Finding> findings = new ArrayList<>(List.of(Finding.result(TOPIC, most(importance))));
        if (complete.size() >= ENOUGH && importance.explained() >= CLEAR) {
            idle(importance).ifPresent(findings::add);
        }
        crowded().ifPresent(findings::add);
        return findings;
    }

    private String most(Importance importance) {
        String explained = Numbers.fixed(100 * importance.explained(), 0) + " % of the variance of the scores.";
        if (importance.shares().size() == 1) {
            return words.name(importance.shares().keySet().iterator().next()) + " explains " + explained;
        }
        List<String> first = importance.shares().entrySet().stream()
                .limit(MOST)
                .filter(share -> share.getValue() >= NOTHING)
                .map(share -> words.name(share.getKey()) + " (" + percent(share) + ")")
                .toList();
        return "What moves the score most is " + Numbers.list(first) + "; the hyperparameters explain " + explained;
    }

    private static String percent(Map.Entry<String, Double> share) {
        return Numbers.fixed(100 * share.getValue(), 0) + " %";
    }

    private Optional<Finding> idle(Importance importance) {
        List<String> idle = study.space().dimensions().stream()
                .filter(dimension -> importance.shares().get(dimension.name()) < NOTHING)
                .filter(this::isCovered)
                .map(dimension -> words.name(dimension.name()))
                .toList();
        return idle.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.result(
                        TOPIC,
                        Numbers.list(idle) + (idle.size() == 1 ? " makes" : " make")
                                + " no difference that shows (below 1 %): the next search can do without."));
    }

    private Optional<Finding> crowded() {
        List<String> crowded = study.space().dimensions().stream()
                .filter(dimension -> !isCovered(dimension))
                .map(dimension -> words.name(dimension.name()))
                .toList();
        return complete.size() < ENOUGH || crowded.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        TOPIC,
                        "Hardly any trials are in some part of the range of " + Numbers.list(crowded)
                                + ": there the model guesses, and may take them for less important than they are."));
    }

    /** Whether each fifth of the range, or each option, has one in fifty of the trials in which it matters. */
    private boolean isCovered(Dimension dimension) {
        int parts =
                dimension.domain() instanceof Choice choice ? choice.options().size() : PARTS;
        int[] counts = new int[parts];
        complete.stream()
                .flatMap(trial -> trial.proposal().parameters().value(dimension.name()).stream())
                .mapToDouble(dimension.domain()::coordinate)
                .forEach(place -> counts[Math.min(parts - 1, (int) (place * parts))]++);
        int all = 0;
        int fewest = Integer.MAX_VALUE;
        for (int count : counts) {
            all += count;
            fewest = Math.min(fewest, count);
        }
        return fewest >= FEWEST && fewest * FIFTIETH >= all;
    }
}
