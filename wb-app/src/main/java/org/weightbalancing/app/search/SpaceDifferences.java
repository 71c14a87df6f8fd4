package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says how two spaces differ. */
final class SpaceDifferences {

    private SpaceDifferences() {}

    /** A phrase for each dimension that differs, or one for the order of the dimensions; none if the spaces are equal. */
    static List<String> of(SearchSpace here, SearchSpace there) {
        Map<String, Dimension> ours = byName(here);
        Map<String, Dimension> theirs = byName(there);
        List<String> found = new ArrayList<>();
        ours.forEach((name, dimension) -> {
            if (!theirs.containsKey(name)) {
                found.add("space: dimension \"" + name + "\" is here and not there");
            } else if (!dimension.equals(theirs.get(name))) {
                found.add("space: dimension \"" + name + "\" is " + words(dimension) + " here and "
                        + words(theirs.get(name)) + " there");
            }
        });
        theirs.keySet().stream()
                .filter(name -> !ours.containsKey(name))
                .forEach(name -> found.add("space: dimension \"" + name + "\" is there and not here"));
        if (found.isEmpty() && !List.copyOf(ours.keySet()).equals(List.copyOf(theirs.keySet()))) {
            found.add("space: the order of the dimensions is " + ours.keySet() + " here and " + theirs.keySet()
                    + " there");
        }
        return found;
    }

    private static Map<String, Dimension> byName(SearchSpace space) {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        space.dimensions().forEach(dimension -> dimensions.put(dimension.name(), dimension));
        return dimensions;
    }

    private static String words(Dimension dimension) {
        return words(dimension.domain())
                + dimension
                        .condition()
                        .map(condition ->
                                " when " + condition.dimension() + " is one of " + StoredValue.json(condition.values()))
                        .orElse("");
    }

    private static String words(Domain domain) {
        if (domain instanceof Uniform uniform) {
            return "uniform " + uniform.low() + " to " + uniform.high();
        }
        if (domain instanceof LogUniform uniform) {
            return "log-uniform " + uniform.low() + " to " + uniform.high();
        }
        if (domain instanceof IntegerRange range) {
            return "integer " + range.low() + " to " + range.high();
        }
        return "choice of " + StoredValue.json(((Choice) domain).options());
    }
}
