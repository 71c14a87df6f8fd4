package org.weightbalancing.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.app.report.ScoreText;
import org.weightbalancing.app.search.Importance;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.ValueText;

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
        Map<String, Long> reasons = trials.stream()
                .flatMap(trial -> trial.reason().stream())
                .map(reason -> Printable.line(reason.lines().findFirst().orElse("")))
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

    private static String best(TrialTable table, List<TrialRecord> trials) {
        Optional<TrialRecord> best = table.description().goal().best(trials);
        if (best.isEmpty()) {
            return table.description().goal().constraints().isEmpty()
                    ? "no trial is complete\n"
                    : "no complete trial meets the constraints\n";
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
