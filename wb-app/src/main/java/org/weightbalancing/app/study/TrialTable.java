package org.weightbalancing.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.weightbalancing.app.report.ScoreText;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.DimensionNames;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.Ranking;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.ValueText;
import org.weightbalancing.app.text.Printable;

/**
 * The best trials of a study as a table for people.
 *
 * @param description of the study
 * @param measure what its score is, such as the name of a metric
 */
record TrialTable(StudyDescription description, String measure) {

    private static final int WIDEST = 24;

    /**
     * A heading and a line for each of the best complete trials; nothing if there is none.
     *
     * @param trials of the study
     * @param most lines below the heading
     */
    List<String> lines(List<TrialRecord> trials, int most) {
        List<TrialRecord> ranked = Ranking.of(description.goal(), trials);
        if (ranked.isEmpty()) {
            return List.of();
        }
        boolean budgets =
                ranked.stream().anyMatch(trial -> trial.proposal().budget().isPresent());
        List<List<String>> cells = new ArrayList<>();
        cells.add(header(budgets));
        for (int i = 0; i < Math.min(most, ranked.size()); i++) {
            cells.add(row(i + 1, ranked.get(i), budgets));
        }
        return aligned(cells);
    }

    private List<String> header(boolean budgets) {
        List<String> header = new ArrayList<>(List.of("rank", "trial", new ScoreText(measure).heading()));
        if (budgets) {
            header.add("budget");
        }
        description.goal().constraints().stream()
                .map(constraint -> new ScoreText(constraint.measure()).heading())
                .forEach(header::add);
        header.addAll(DimensionNames.of(
                description.space().dimensions().stream().map(Dimension::name).toList()));
        header.add("seconds");
        return header;
    }

    private List<String> row(int rank, TrialRecord trial, boolean budgets) {
        List<String> row = new ArrayList<>(List.of(
                Integer.toString(rank),
                Integer.toString(trial.number()),
                new ScoreText(measure).cell(trial.score().orElseThrow())));
        if (budgets) {
            OptionalInt budget = trial.proposal().budget();
            row.add(budget.isPresent() ? Integer.toString(budget.getAsInt()) : "all");
        }
        description.goal().constraints().stream()
                .map(constraint -> bounded(constraint, trial))
                .forEach(row::add);
        Parameters parameters = trial.proposal().parameters();
        description.space().dimensions().stream()
                .map(Dimension::name)
                .map(name -> parameters.value(name).isPresent() ? ValueText.of(parameters, name) : "-")
                .forEach(row::add);
        row.add(String.format(Locale.ROOT, "%.1f", trial.seconds()));
        return row;
    }

    /** The measure, with a mark if it breaks its bound. */
    private static String bounded(Constraint constraint, TrialRecord trial) {
        return (constraint.violation(trial) > 0 ? "!" : "")
                + new ScoreText(constraint.measure()).cell(trial.measure(constraint.measure()));
    }

    private static List<String> aligned(List<List<String>> cells) {
        List<String> lines = new ArrayList<>();
        int[] widths = IntStream.range(0, cells.get(0).size())
                .map(column -> cells.stream()
                        .mapToInt(row -> cut(row.get(column)).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = cut(row.get(column));
                line.append(" ".repeat(widths[column] - cell.length() + (column == 0 ? 0 : 2)))
                        .append(cell);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** One line without characters that command a terminal. */
    private static String cut(String cell) {
        String line = Printable.line(cell);
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
    }
}
