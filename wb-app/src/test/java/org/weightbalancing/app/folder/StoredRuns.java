package org.weightbalancing.app.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs of two methods, "one" and "two", as their files would be. */
public final class StoredRuns {

    /** Classes 0 and 1 many-, 2 medium- and 3 few-shot; none selects. */
    static final List<String> EXPERIMENT = List.of(
            "name: stored",
            "data: {source: {name: drawn, validation-per-class: 2}, long-tail: {imbalance: 4}}",
            "model: {architecture: resnet-8}",
            "stages:",
            "- {name: one, epochs: 1, learning-rate: 0.1}",
            "- {name: two, from: one, epochs: 1, learning-rate: 0.1, keep: best-on-validation}",
            "post-hoc:",
            "- {name: three, from: two, adjustments: [additive, temperature]}");

    private static final String TRUTH = "00001123";

    private StoredRuns() {}

    public static RepetitionFolder folder(Path path, String seeds) {
        return RepetitionFolder.create(path, new RepetitionPlan(EXPERIMENT, SeedList.parse(seeds), "one"));
    }

    /** Predictions are a digit for each of the eight test images; accuracies of the report follow from nothing. */
    public static void complete(Path path, String test, double accuracy, String one, String two) {
        RunDirectory run = RunDirectory.create(path);
        run.write(RunDirectory.EXPERIMENT, String.join("\n", EXPERIMENT) + "\nseed: 0\n");
        run.write(
                RunDirectory.PROVENANCE,
                "{\"status\": \"complete\", \"data-fingerprints\": {\"train\": \"t\", \"test\": \"" + test + "\"}}");
        run.write("report.json", """
                {"shot-groups": {"many-above": 100, "few-below": 20}, "train-counts": [500, 400, 50, 5], "methods": [
                  {"name": "one", "plain": {"many": %1$s, "medium": null, "few": 0.5, "accuracy": %1$s}},
                  {"name": "two", "plain": {"many": 0.25, "medium": null, "few": 0, "accuracy": 0.5}},
                  {"name": "three", "plain": {"many": 0.25, "medium": null, "few": 0, "accuracy": 0.5}}]}
                """.formatted(String.format(Locale.ROOT, "%s", accuracy)));
        StringBuilder csv = new StringBuilder("image,class,one,two,three\n");
        for (int i = 0; i < TRUTH.length(); i++) {
            csv.append(
                    i + "," + TRUTH.charAt(i) + "," + one.charAt(i) + "," + two.charAt(i) + "," + two.charAt(i) + "\n");
        }
        run.write("predictions.csv", csv.toString());
    }

    public static void ended(Path path, String status) {
        RunDirectory.create(path).write(RunDirectory.PROVENANCE, "{\"status\": \"" + status + "\"}");
    }

    /** A run of a version that wrote no report.json. */
    public static RunDirectory older(Path path, String status) {
        RunDirectory run = RunDirectory.create(path);
        run.write(RunDirectory.EXPERIMENT, """
                stages: [{name: m, keep: best-on-validation}, {name: n, keep: last}]
                evaluation: {shot-groups: {many-above: 100, few-below: 20}}
                """);
        run.write(
                RunDirectory.PROVENANCE,
                "{\"status\": \"" + status + "\", \"data-fingerprints\": {\"train\": \"t\", \"test\": \"u\"}}");
        return run;
    }
}
