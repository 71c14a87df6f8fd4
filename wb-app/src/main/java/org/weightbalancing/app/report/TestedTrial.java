package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.weightbalancing.app.search.TrialRecord;

/**
 * The trial of a study whose experiment was run and tested.
 *
 * @param run of the experiment
 * @param selection what selection.json in its folder says of the trial; missing if it is not there
 */
record TestedTrial(ReportedRun run, JsonNode selection) {

    private static final String FILE = "selection.json";

    /** Reads what is known of the selection beside a run. */
    static TestedTrial of(ReportedRun run, Path folder, Damage damage) {
        return new TestedTrial(run, damage.or(MissingNode.getInstance(), () -> StoredTree.json(folder.resolve(FILE))
                .orElse(MissingNode.getInstance())));
    }

    /** Its number, where it is recorded. */
    OptionalInt trial() {
        return whole("trial");
    }

    /** Whether it is recorded to be the best of so many. */
    boolean isBestOf(int trials) {
        return whole("trials").equals(OptionalInt.of(trials));
    }

    /** Whether it is recorded to be another than the best. */
    boolean isOther(TrialRecord best) {
        return trial().isPresent() && trial().getAsInt() != best.number();
    }

    /**
     * The method that was searched, of the run; all if it is not known which that is.
     *
     * @param searched its name in the search file
     */
    List<ReportedMethod> methods(String searched) {
        String method = selection.path("method").asText(searched);
        return run.methods().stream()
                .filter(one -> method.isEmpty() || one.name().equals(method))
                .toList();
    }

    /** Which trial it is, of how many it was the best, and by what score. */
    String words() {
        if (trial().isEmpty()) {
            return "Which trial was tested is not recorded (best/selection.json is not there): it was the best when the"
                    + " test was made, and need not be the best now.";
        }
        OptionalInt trials = whole("trials");
        ScoreText score = new ScoreText(selection.path("metric").asText("score"));
        OptionalInt epochs = whole("epochs");
        return "Trial " + trial().getAsInt() + " was tested, the best"
                + (trials.isPresent() ? " of " + Numbers.count(trials.getAsInt(), "trial", "trials") : "")
                + " on the validation images"
                + (selection.path("score").isNumber()
                        ? ": " + score.measure() + " "
                                + score.words(selection.path("score").asDouble())
                        : "")
                + (epochs.isPresent() ? " after " + Numbers.count(epochs.getAsInt(), "epoch", "epochs") : "")
                + ".";
    }

    private OptionalInt whole(String name) {
        JsonNode value = selection.path(name);
        return value.isIntegralNumber() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
