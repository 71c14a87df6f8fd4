package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/**
 * The trials of a study as the template wants them: complete ones best first, then the others by number; at most a
 * thousand.
 */
final class TrialsTable {

    private static final int MOST = 1000;

    /** What is told of most classes comes before all else that was measured, but for what constraints are on. */
    private static final List<String> FIRST =
            List.of("accuracy", "mean-class-accuracy", "many", "medium", "few", "macro-f1", "nll", "ece");

    private static final int MOST_MEASURES = 9;

    private final ReportedStudy study;
    private final SpaceWords words;
    private final List<TrialRecord> ranked;
    private final Map<Integer, Integer> ranks = new HashMap<>();
    private final boolean budgets;
    private final boolean promotions;
    private final boolean steps;
    private final boolean open;
    private final List<String> measures;
    private final List<String> left;

    private TrialsTable(ReportedStudy study) {
        this.study = study;
        this.words = SpaceWords.of(study.space());
        this.ranked = study.ranked();
        ranked.forEach(trial -> ranks.put(trial.number(), ranks.size() + 1));
        List<TrialRecord> trials = study.trials();
        this.budgets =
                trials.stream().anyMatch(trial -> trial.proposal().budget().isPresent());
        this.promotions =
                trials.stream().anyMatch(trial -> trial.proposal().parent().isPresent());
        this.steps = trials.stream().anyMatch(trial -> trial.lastStep().isPresent());
        this.open = trials.stream()
                .anyMatch(trial -> !trial.complete() && trial.lastStep().isPresent());
        Set<String> known = new TreeSet<>();
        study.trials().forEach(trial -> known.addAll(trial.measures().keySet()));
        Set<String> ordered = new LinkedHashSet<>();
        study.goal().constraints().forEach(constraint -> ordered.add(constraint.measure()));
        ordered.addAll(FIRST);
        ordered.retainAll(known);
        ordered.addAll(known);
        ordered.remove(study.score().measure());
        this.measures = ordered.stream().limit(MOST_MEASURES).toList();
        this.left = List.copyOf(ordered).subList(measures.size(), ordered.size());
    }

    /** The table of a study. */
    static Map<String, Object> of(ReportedStudy study) {
        return new TrialsTable(study).model();
    }

    private Map<String, Object> model() {
        List<TrialRecord> ordered = Stream.concat(
                        ranked.stream(), study.trials().stream().filter(trial -> !ranks.containsKey(trial.number())))
                .toList();
        return Map.of(
                "columns",
                columns(),
                "rows",
                ordered.stream().limit(MOST).map(this::row).toList(),
                "statuses",
                study.trials().stream()
                        .map(TrialRecord::status)
                        .distinct()
                        .sorted()
                        .map(TrialStatus::words)
                        .toList(),
                "left",
                Numbers.list(left),
                "more",
                ordered.size() > MOST ? Integer.toString(ordered.size() - MOST) : "");
    }

    private List<Map<String, Object>> columns() {
        List<Map<String, Object>> columns = new ArrayList<>();
        columns.add(column("Rank", "among complete trials of the largest budget first", true));
        columns.add(column("Trial", "its number, from 0", true));
        columns.add(column("Status", "how it stands", false));
        columns.add(column(study.score().heading(), "the score of a complete trial", true));
        if (!study.goal().constraints().isEmpty()) {
            columns.add(column("Constraints", "whether it meets all of them", false));
        }
        for (Dimension dimension : study.space().dimensions()) {
            columns.add(
                    column(words.name(dimension.name()), dimension.name(), !(dimension.domain() instanceof Choice)));
        }
        columns.addAll(effortColumns());
        measures.forEach(measure -> columns.add(column(new ScoreText(measure).heading(), measure, true)));
        return columns;
    }

    /** Of what a trial took. */
    private List<Map<String, Object>> effortColumns() {
        List<Map<String, Object>> columns = new ArrayList<>();
        if (budgets) {
            columns.add(column("Budget", "steps after which it was to end", true));
        }
        if (promotions) {
            columns.add(column("Goes on from", "the trial whose checkpoint it began with", true));
        }
        if (steps) {
            columns.add(column("Steps", "after which it reported a value", true));
        }
        if (open) {
            columns.add(column(
                    "Last value",
                    study.score().measure() + " after these steps; a score only if it is complete",
                    true));
        }
        columns.add(column("Seconds", "it took, or until its last value if it has not ended", true));
        return columns;
    }

    private static Map<String, Object> column(String label, String meaning, boolean number) {
        return Map.of("label", label, "meaning", meaning, "n", number);
    }

    private Map<String, Object> row(TrialRecord trial) {
        List<Map<String, Object>> cells = new ArrayList<>(result(trial));
        for (Dimension dimension : study.space().dimensions()) {
            cells.add(cell(
                    SpaceWords.value(trial.proposal().parameters(), dimension.name(), ""),
                    !(dimension.domain() instanceof Choice)));
        }
        cells.addAll(effort(trial));
        measures.forEach(measure -> cells.add(cell(new ScoreText(measure).cell(trial.measure(measure)), true)));
        boolean best = study.best().filter(of -> of.number() == trial.number()).isPresent();
        return Map.of("status", trial.status().words(), "best", best, "cells", cells);
    }

    /** What a trial reached. */
    private List<Map<String, Object>> result(TrialRecord trial) {
        List<Map<String, Object>> cells = new ArrayList<>();
        cells.add(cell(
                ranks.containsKey(trial.number()) ? Integer.toString(ranks.get(trial.number())) : Numbers.UNDEFINED,
                true));
        cells.add(cell(Integer.toString(trial.number()), true));
        cells.add(cell(trial.status().words(), false));
        cells.add(cell(study.score().cell(trial.finalScore().orElse(Double.NaN)), true));
        if (!study.goal().constraints().isEmpty()) {
            cells.add(cell(met(trial), false));
        }
        return cells;
    }

    /** What a trial took. */
    private List<Map<String, Object>> effort(TrialRecord trial) {
        List<Map<String, Object>> cells = new ArrayList<>();
        if (budgets) {
            cells.add(cell(whole(trial.proposal().budget()), true));
        }
        if (promotions) {
            cells.add(cell(whole(trial.proposal().parent()), true));
        }
        if (steps) {
            cells.add(cell(whole(trial.lastStep()), true));
        }
        if (open) {
            cells.add(cell(study.score().cell(trial.lastValue()), true));
        }
        cells.add(cell(Numbers.fixed(trial.seconds(), trial.seconds() < 1 ? 3 : 1), true));
        return cells;
    }

    private String met(TrialRecord trial) {
        return !trial.complete() ? Numbers.UNDEFINED : study.goal().feasible(trial) ? "met" : "broken";
    }

    private static String whole(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private static Map<String, Object> cell(String value, boolean number) {
        return Map.of("value", value, "n", number);
    }
}
