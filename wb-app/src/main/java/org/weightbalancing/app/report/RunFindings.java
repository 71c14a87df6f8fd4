package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;

/** What must be known of a run before its numbers are used: whether it ended, and on what its epochs were chosen. */
final class RunFindings {

    private static final String ON_TEST = "selected-on-test";

    private RunFindings() {}

    static List<Finding> of(ReportedRun run) {
        List<Finding> findings = new ArrayList<>();
        if (!run.status().equals("complete")) {
            findings.add(Finding.warning(
                    "Unfinished",
                    "The run is not complete (" + run.status() + "): the page shows what there is so far."
                            + (run.status().equals("running")
                                    ? " If it was killed, 'wb resume' goes on with it."
                                    : "")));
        } else if (run.results().isEmpty() && run.damaged().isEmpty()) {
            findings.add(Finding.warning("No results", "The run has no report.json: its results are not shown."));
        }
        damaged(run).forEach(findings::add);
        stamped(run).forEach(findings::add);
        if (run.provenance()
                .path("software")
                .path("uncommitted-changes")
                .asText()
                .equals("true")) {
            findings.add(Finding.note(
                    "Provenance",
                    "The run was made by a wb with uncommitted changes: its commit alone does not"
                            + " say how it was made."));
        }
        return findings;
    }

    private static List<Finding> damaged(ReportedRun run) {
        List<Finding> findings = new ArrayList<>();
        run.damaged()
                .forEach(sentence ->
                        findings.add(Finding.warning("Damaged", sentence + ". The page is made without this file.")));
        if (run.changed()) {
            findings.add(Finding.warning(
                    "Changed",
                    "experiment.yaml is not the experiment that the run began with: its SHA-256 is another than"
                            + " provenance.json notes."));
        }
        return findings;
    }

    private static List<Finding> stamped(ReportedRun run) {
        List<Finding> findings = new ArrayList<>();
        List<String> onTest = new ArrayList<>();
        for (ReportedMethod method : run.methods()) {
            if (method.stamp().filter(ON_TEST::equals).isPresent()) {
                onTest.add(method.name());
            } else {
                method.stamp()
                        .ifPresent(stamp -> findings.add(
                                Finding.warning("Stamp", method.name() + " carries the stamp " + stamp + ".")));
            }
        }
        if (!onTest.isEmpty()) {
            findings.add(Finding.warning(
                    "Stamp",
                    "The numbers of " + Numbers.list(onTest)
                            + " are optimistic: an epoch behind them was selected on the test images themselves"
                            + " (selected-on-test)."));
        }
        return findings;
    }
}
