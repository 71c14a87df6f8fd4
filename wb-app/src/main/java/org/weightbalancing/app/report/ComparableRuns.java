package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Tells which complete runs compare: those tested on the same images with the same shot groups, and trained on the same
 * images. Repetitions of one experiment, which hold out other images by their seed, compare; and with the repetitions of
 * another if one of each saw the same images.
 *
 * @param complete runs, all with results
 */
record ComparableRuns(List<ReportedRun> complete) {

    ComparableRuns {
        complete = List.copyOf(complete);
    }

    /** The complete ones of some runs. */
    static ComparableRuns of(List<ReportedRun> runs) {
        return new ComparableRuns(
                runs.stream().filter(run -> !run.methods().isEmpty()).toList());
    }

    /** The runs that compare with the first, and it; none if there is none. */
    List<ReportedRun> withFirst() {
        return complete.stream().filter(run -> compare(complete.get(0), run)).toList();
    }

    /** Whether the numbers of two of the runs compare. */
    boolean compare(ReportedRun one, ReportedRun other) {
        List<ReportedRun> others = repetitions(other);
        return repetitions(one).stream().anyMatch(a -> others.stream().anyMatch(b -> sameImages(a, b)));
    }

    /** A run and those of the same experiment, but for the seed. */
    List<ReportedRun> repetitions(ReportedRun run) {
        return complete.stream()
                .filter(it -> it.path().equals(run.path())
                        || (sameTest(it, run) && sameButSeed(it.settings(), run.settings())))
                .toList();
    }

    private static boolean sameImages(ReportedRun one, ReportedRun other) {
        return sameTest(one, other) && fingerprint(one, "train").equals(fingerprint(other, "train"));
    }

    private static boolean sameTest(ReportedRun one, ReportedRun other) {
        ReportedResults results = one.results().orElseThrow();
        ReportedResults others = other.results().orElseThrow();
        return fingerprint(one, "test").equals(fingerprint(other, "test"))
                && results.manyAbove() == others.manyAbove()
                && results.fewBelow() == others.fewBelow();
    }

    private static JsonNode fingerprint(ReportedRun run, String images) {
        return run.provenance().path("data-fingerprints").path(images);
    }

    private static boolean sameButSeed(JsonNode one, JsonNode other) {
        return one.isObject() && other.isObject() && seedless(one).equals(seedless(other));
    }

    private static JsonNode seedless(JsonNode experiment) {
        return experiment.<ObjectNode>deepCopy().without("seed");
    }
}
