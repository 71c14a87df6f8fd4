package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that the page says of several runs together, as the template wants it. */
final class CombinedModel {

    private static final String OTHER_IMAGES = "other images";

    private CombinedModel() {}

    static Map<String, Object> of(List<ReportedRun> runs) {
        Map<String, Object> model = new HashMap<>();
        List<SummaryTable.Entry> entries = entries(runs);
        List<Repetitions> repetitions = Repetitions.among(runs);
        model.put(
                "repetitions",
                repetitions.stream().map(of -> new RepetitionTable(of).model()).toList());
        model.put("repeated", !repetitions.isEmpty() && !entries.isEmpty());
        model.put(
                "summary",
                entries.isEmpty()
                        ? false
                        : repetitions.isEmpty() ? SummaryTable.of(entries) : SummaryTable.unmarked(entries));
        List<Finding> findings = findings(runs, entries);
        model.put("findings", findings.isEmpty() ? false : RunModel.findings(findings));
        model.put(
                "figures", CombinedPictures.of(runs).stream().map(Figure::model).toList());
        return model;
    }

    private static List<SummaryTable.Entry> entries(List<ReportedRun> runs) {
        List<SummaryTable.Entry> entries = new ArrayList<>();
        ComparableRuns comparable = ComparableRuns.of(runs);
        List<Path> same = comparable.withFirst().stream().map(ReportedRun::path).toList();
        for (ReportedRun run : comparable.complete()) {
            String mark = same.contains(run.path()) ? "" : OTHER_IMAGES;
            run.methods().forEach(method -> entries.add(new SummaryTable.Entry(run.name(), mark, method)));
        }
        return entries;
    }

    private static List<Finding> findings(List<ReportedRun> runs, List<SummaryTable.Entry> entries) {
        List<Finding> findings = new ArrayList<>();
        List<String> open = runs.stream()
                .filter(run -> run.methods().isEmpty())
                .map(run -> run.name() + " (" + run.status() + ")")
                .toList();
        if (!open.isEmpty()) {
            findings.add(Finding.warning(
                    "Unfinished", "Without results yet, and so not in the table: " + Numbers.list(open) + "."));
        }
        List<String> others = entries.stream()
                .filter(entry -> entry.mark().equals(OTHER_IMAGES))
                .map(SummaryTable.Entry::run)
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            findings.add(Finding.warning(
                    "Other images",
                    "Trained or tested on other images, or with other shot groups, than "
                            + entries.get(0).run() + ", so that their numbers do not compare: " + Numbers.list(others)
                            + "."));
        }
        return findings;
    }
}
