package org.weightbalancing.app.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.app.report.ScoreText;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Importance;
import org.weightbalancing.app.search.Ranking;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.ValueText;
import org.weightbalancing.app.text.Printable;

/** What a study found, as text for people. */
final class StudyText {

    private static final int ROWS = 10;
    private static final int REASONS = 5;
    private static final double TRUSTED = 0.1;

    private StudyText() {}

    /**
     * The best trials, counts, reasons of failures, importances, and the best trial with all its hyperparameters.
     *
     * @param table of the study
     * @param trials all of it
     */
    static String summary(TrialTable table, List<TrialRecord> trials) {
        StringBuilder text = new StringBuilder();
        table.lines(trials, ROWS).forEach(line -> text.append(line).append('\n'));
        Goal goal = table.description().goal();
        if (Ranking.of(goal, trials).stream().limit(ROWS).anyMatch(trial -> !goal.feasible(trial))) {
            text.append("! breaks a constraint\n");
        }
        text.append(StudyCounts.of(trials, table.description().budget().trials()))
                .append('\n');
        reasons(trials, text);
        Importance.of(
                        table.description().space(),
                        table.description().goal(),
                        trials,
                        table.description().seed())
                .filter(importance -> importance.explained() >= TRUSTED)
                .ifPresent(importance -> importance(importance, text));
        text.append(best(table, trials));
        return text.toString();
    }

    private static void reasons(List<TrialRecord> trials, StringBuilder text) {
        // Those of pruned trials have numbers in them: each is another one.
        Map<String, Long> reasons = trials.stream()
                .filter(trial -> trial.status().failed())
                .flatMap(trial -> trial.reasonLine().stream())
                .map(Printable::line)
                .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(REASONS)
                .forEach(reason -> text.append("  ")
                        .append(reason.getValue())
                        .append(reason.getValue() == 1 ? " trial: " : " trials: ")
                        .append(reason.getKey())
                        .append('\n'));
    }

    private static void importance(Importance importance, StringBuilder text) {
        text.append("importance: ")
                .append(importance.shares().entrySet().stream()
                        .map(share -> String.format(
                                Locale.ROOT, "%s %.0f %%", Printable.line(share.getKey()), 100 * share.getValue()))
                        .collect(Collectors.joining(", ")))
                .append('\n');
    }

    /** What stands in the way. */
    private static String none(Goal goal, List<TrialRecord> trials) {
        List<TrialRecord> complete =
                trials.stream().filter(TrialRecord::complete).toList();
        if (complete.isEmpty()) {
            return "no trial is complete\n";
        }
        return "no complete trial meets the constraints\n"
                + goal.constraints().stream()
                        .map(constraint -> "  " + Printable.line(met(constraint, complete)) + "\n")
                        .collect(Collectors.joining());
    }

    private static String met(Constraint constraint, List<TrialRecord> complete) {
        long met = complete.stream()
                .filter(trial -> constraint.violation(trial) == 0)
                .count();
        TrialRecord nearest = complete.stream()
                .min(Comparator.comparingDouble(constraint::violation))
                .orElseThrow();
        return ScoreText.of(constraint) + ": met by " + met + " of " + complete.size()
                + (met > 0
                        ? ""
                        : ", nearest is trial " + nearest.number() + " with "
                                + new ScoreText(constraint.measure()).words(nearest.measure(constraint.measure())));
    }

    private static String best(TrialTable table, List<TrialRecord> trials) {
        Optional<TrialRecord> best = table.description().goal().best(trials);
        if (best.isEmpty()) {
            return none(table.description().goal(), trials);
        }
        StringBuilder text = new StringBuilder("best is trial " + best.get().number() + ", " + table.measure() + " "
                + new ScoreText(table.measure()).words(best.get().score().orElseThrow()) + "\n");
        best.get().proposal().parameters().values().keySet().forEach(name -> text.append("  ")
                .append(Printable.line(
                        name + ": " + ValueText.of(best.get().proposal().parameters(), name)))
                .append('\n'));
        return text.toString();
    }
}
