package org.weightbalancing.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Condition;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.DimensionNames;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.app.search.ValueText;

/** What a study searches, in words. */
final class SpaceWords {

    private final Map<String, String> names = new LinkedHashMap<>();

    private SpaceWords(SearchSpace space) {
        List<String> all = space.dimensions().stream().map(Dimension::name).toList();
        List<String> shorter = DimensionNames.of(all);
        for (int i = 0; i < all.size(); i++) {
            names.put(all.get(i), shorter.get(i));
        }
    }

    static SpaceWords of(SearchSpace space) {
        return new SpaceWords(space);
    }

    /** A dimension as shortly as tells it from the others. */
    String name(String dimension) {
        return names.getOrDefault(dimension, dimension);
    }

    /** The values of some parameters with their names. */
    String values(Parameters parameters) {
        return parameters.values().keySet().stream()
                .map(dimension -> name(dimension) + " " + ValueText.of(parameters, dimension))
                .collect(Collectors.joining(", "));
    }

    /** What a trial has of a dimension, or something else where it does not matter. */
    static String value(Parameters parameters, String dimension, String otherwise) {
        return parameters.value(dimension).isPresent() ? ValueText.of(parameters, dimension) : otherwise;
    }

    /** When a dimension matters. */
    String condition(Condition condition) {
        return "if " + name(condition.dimension()) + " is "
                + or(condition.values().stream().map(ValueText::of).toList());
    }

    /** The values of a domain. */
    static String domain(Domain domain) {
        if (domain instanceof Uniform uniform) {
            return range(uniform.low(), uniform.high());
        }
        if (domain instanceof LogUniform uniform) {
            return range(uniform.low(), uniform.high()) + ", log scale";
        }
        if (domain instanceof IntegerRange range) {
            return range(range.low(), range.high()) + ", whole numbers";
        }
        return domain instanceof Choice choice
                ? or(choice.options().stream().map(ValueText::of).toList())
                : domain.toString();
    }

    private static String range(Object low, Object high) {
        return ValueText.of(low) + " to " + ValueText.of(high);
    }

    private static String or(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** A bound on a measure. */
    static String constraint(Constraint constraint) {
        return ScoreText.of(constraint);
    }
}
