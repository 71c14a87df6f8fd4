package org.weightbalancing.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/**
 * One line of a table for programs and papers.
 *
 * @param run name of the folder
 * @param method of the run
 * @param averaging {@code plain} or {@code flip}
 * @param repeated whether the values are means over repetitions
 * @param repetitions how many runs they are of
 * @param values each metric that is known; NaN where undefined
 * @param selection on which images the epochs were chosen; empty if that is not known
 * @param stamp the warning that the numbers carry, if any
 * @param marks what else is to be known: repetitions that are missing, {@code other-images}
 */
record ComparedRow(
        String run,
        String method,
        String averaging,
        boolean repeated,
        int repetitions,
        Map<Metric, MeanInterval> values,
        String selection,
        Optional<String> stamp,
        List<String> marks) {

    /** The mark of runs on other training or test images than the first. */
    static final String OTHER_IMAGES = "other-images";

    private static final MeanInterval UNKNOWN =
            new MeanInterval(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, ComparedRuns.LEVEL);

    ComparedRow {
        marks = List.copyOf(marks);
    }

    /** The lines of all runs, those with flip averaging below those without. */
    static List<ComparedRow> of(List<ComparedRuns> all) {
        List<ComparedRow> rows = new ArrayList<>();
        for (ComparedRuns runs : all) {
            List<String> marks = marks(runs, all.get(0));
            for (ComparedRuns.Method method : runs.methods()) {
                rows.add(row(runs, method, "plain", method.plain(), marks));
                method.flipped().ifPresent(flipped -> rows.add(row(runs, method, "flip", flipped, marks)));
            }
        }
        return rows;
    }

    private static ComparedRow row(
            ComparedRuns runs,
            ComparedRuns.Method method,
            String averaging,
            Map<Metric, MeanInterval> values,
            List<String> marks) {
        return new ComparedRow(
                runs.name(),
                method.name(),
                averaging,
                runs.repeated(),
                runs.runs().size(),
                values,
                method.selection(),
                method.stamp(),
                marks);
    }

    /** What is to be known of all numbers of a run. */
    static List<String> marks(ComparedRuns runs, ComparedRuns first) {
        List<String> marks = new ArrayList<>();
        if (!runs.missing().isEmpty()) {
            marks.add(runs.missing());
        }
        if (!runs.sameImages(first)) {
            marks.add(OTHER_IMAGES);
        }
        return marks;
    }

    /** A value with its interval; NaN where unknown. */
    MeanInterval value(Metric metric) {
        return values.getOrDefault(metric, UNKNOWN);
    }

    /** What the values are, in words. */
    String statistic() {
        return repeated ? "mean of " + repetitions : "value";
    }

    /** What the intervals of some metrics are: {@code t} over repetitions, or {@code bootstrap}; empty if none is known. */
    String interval(List<Metric> metrics) {
        boolean known =
                metrics.stream().anyMatch(metric -> !Double.isNaN(value(metric).lower()));
        if (!known) {
            return "";
        }
        return repeated ? "t" : "bootstrap";
    }
}
