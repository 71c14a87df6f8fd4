package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all sessions of a study agree on, and the budget of this one.
 *
 * @param space what is searched
 * @param goal what is better
 * @param generator its name, such as tpe
 * @param settings of the generator, in words by name
 * @param seed of the generator
 * @param budget when the study ends; another session may have another
 */
public record StudyDescription(
        SearchSpace space, Goal goal, String generator, Map<String, String> settings, long seed, Budget budget) {

    /** Copies the settings. */
    public StudyDescription {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * What makes the other another study: all that differs except the budget.
     *
     * @return a phrase for each difference, such as {@code seed: 1 here and 2 there}, in which this description is here;
     *     none if both are of the same study
     */
    public List<String> differences(StudyDescription other) {
        List<String> found = new ArrayList<>(SpaceDifferences.of(space, other.space()));
        compare(found, "goal", words(goal), words(other.goal()));
        compare(found, "generator", generator, other.generator());
        TreeSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(other.settings().keySet());
        for (String name : names) {
            compare(found, "generator setting " + name, setting(name), other.setting(name));
        }
        compare(found, "seed", Long.toString(seed), Long.toString(other.seed()));
        return List.copyOf(found);
    }

    private String setting(String name) {
        return settings.getOrDefault(name, "not set");
    }

    private static void compare(List<String> found, String what, String here, String there) {
        if (!here.equals(there)) {
            found.add(what + ": " + here + " here and " + there + " there");
        }
    }

    private static String words(Goal goal) {
        StringBuilder words = new StringBuilder(goal.largerIsBetter() ? "maximise" : "minimise");
        for (Constraint constraint : goal.constraints()) {
            words.append(", ")
                    .append(constraint.measure())
                    .append(" from ")
                    .append(constraint.atLeast())
                    .append(" to ")
                    .append(constraint.atMost());
        }
        return words.toString();
    }
}
