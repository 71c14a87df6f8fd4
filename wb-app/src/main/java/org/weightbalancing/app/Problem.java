package org.weightbalancing.app;

import java.util.Comparator;
import java.util.List;

/** One thing that is wrong with an experiment file. */
record Problem(Where where, String text) {

    /** Throws all problems in reading order, if there are any. */
    static void throwAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ExperimentException(problems.stream()
                    .sorted(Comparator.comparing(Problem::where))
                    .map(Problem::toString)
                    .toList());
        }
    }

    @Override
    public String toString() {
        return where + ": " + text;
    }
}
