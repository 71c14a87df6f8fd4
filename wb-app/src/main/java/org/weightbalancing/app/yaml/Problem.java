package org.weightbalancing.app.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.weightbalancing.app.setting.ExperimentException;

/** One thing that is wrong with an experiment file. */
public record Problem(Where where, String text) {

    private static final int MOST = 100;

    /** Throws all problems in reading order, if there are any; of very many, the first hundred. */
    public static void throwAny(List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        List<Problem> sorted =
                problems.stream().sorted(Comparator.comparing(Problem::where)).toList();
        List<String> lines = new ArrayList<>(
                sorted.stream().limit(MOST).map(Problem::toString).toList());
        if (sorted.size() > MOST) {
            String rest = "and " + (sorted.size() - MOST) + " more problems from here on";
            lines.add(new Problem(sorted.get(MOST).where(), rest).toString());
        }
        throw new ExperimentException(lines);
    }

    @Override
    public String toString() {
        return where + ": " + text;
    }
}
