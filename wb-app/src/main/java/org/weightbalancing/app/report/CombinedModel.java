package org.weightbalancing.app.report;

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
        model.put("summary", entries.isEmpty() ? false : SummaryTable.of(entries));
        List<Finding> findings = findings(runs, entries);
        model.put("findings", findings.isEmpty() ? false : RunModel.findings(findings));
        model.put(
                "figures", CombinedPictures.of(runs).stream().map(Figure::model).toList());
        return model;
    }

    private static List<SummaryTable.Entry> entries(List<ReportedRun> runs) {
        List<SummaryTable.Entry> entries = new ArrayList<>();
        List<ReportedRun> complete =
                runs.stream().filter(run -> !run.methods().isEmpty()).toList();
        for (ReportedRun run : complete) {
            String mark = images(run).equals(images(complete.get(0))) ? "" : OTHER_IMAGES;
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

    private static List<Object> images(ReportedRun run) {
        ReportedResults results = run.results().orElseThrow();
        return List.of(
                run.provenance().path("data-fingerprints").path("train"),
                run.provenance().path("data-fingerprints").path("test"),
                results.manyAbove(),
                results.fewBelow());
    }
}
