package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Condition;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Uniform;

/** Chooses which values of a dimension are tried, and with which values of other dimensions. */
final class TriedValues {

    // Ends may be whole numbers where what lies between them is none.
    private static final double BETWEEN = 0.382;

    private final List<Dimension> space;
    private final Map<String, SearchPath> places;

    TriedValues(List<Dimension> space, Map<String, SearchPath> places) {
        this.space = space;
        this.places = places;
    }

    /** The ends or options of a dimension by its name, each with what else must have a value, by theirs. */
    List<Map<String, Object>> of(Dimension dimension) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> around : surroundings(dimension)) {
            for (Object value : ends(dimension.domain())) {
                Map<String, Object> values = new HashMap<>(around);
                values.put(dimension.name(), value);
                all.add(values);
            }
        }
        return all;
    }

    /** The values with the first end of every other dimension whose condition they meet. */
    Map<String, Object> withConditional(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        for (Dimension other : space) {
            if (other.condition().filter(condition -> holds(condition, all)).isPresent()) {
                all.putIfAbsent(other.name(), ends(other.domain()).get(0));
            }
        }
        return all;
    }

    /** What must hold for a dimension to matter, with each option of those whose place it is in. */
    private List<Map<String, Object>> surroundings(Dimension dimension) {
        List<Map<String, Object>> all = List.of(conditions(dimension));
        for (Dimension outer : space) {
            if (!outer.equals(dimension) && places.get(dimension.name()).within(places.get(outer.name()))) {
                List<Map<String, Object>> more = new ArrayList<>();
                all.forEach(values -> more.addAll(with(outer, dimension, values)));
                all = more;
            }
        }
        return all;
    }

    /** The values with each option of the outer dimension where it can matter, and without it where it need not. */
    private List<Map<String, Object>> with(Dimension outer, Dimension inner, Map<String, Object> values) {
        Optional<Condition> condition = outer.condition();
        boolean matters = condition.map(one -> holds(one, values)).orElse(true);
        boolean open =
                condition.filter(one -> !values.containsKey(one.dimension())).isPresent();
        List<Map<String, Object>> all = new ArrayList<>();
        if (!matters) {
            all.add(values);
        }
        if (matters || open) {
            for (Object option : options(outer, inner)) {
                Map<String, Object> with = new HashMap<>(conditions(outer));
                with.putAll(values);
                with.put(outer.name(), option);
                all.add(with);
            }
        }
        return all;
    }

    private static List<Object> options(Dimension outer, Dimension inner) {
        return inner.condition()
                .filter(condition -> condition.dimension().equals(outer.name()))
                .map(Condition::values)
                .orElse(ends(outer.domain()));
    }

    private static boolean holds(Condition condition, Map<String, Object> values) {
        return Optional.ofNullable(values.get(condition.dimension()))
                .filter(condition.values()::contains)
                .isPresent();
    }

    private Map<String, Object> conditions(Dimension dimension) {
        Map<String, Object> values = new HashMap<>();
        dimension.condition().ifPresent(condition -> {
            space.stream()
                    .filter(other -> other.name().equals(condition.dimension()))
                    .forEach(other -> values.putAll(conditions(other)));
            values.put(condition.dimension(), condition.values().get(0));
        });
        return values;
    }

    private static List<Object> ends(Domain domain) {
        if (domain instanceof Uniform uniform) {
            return List.of(uniform.low(), uniform.at(BETWEEN), uniform.high());
        }
        if (domain instanceof LogUniform logUniform) {
            return List.of(logUniform.low(), logUniform.at(BETWEEN), logUniform.high());
        }
        if (domain instanceof IntegerRange range) {
            return List.of(range.low(), range.high());
        }
        return ((Choice) domain).options();
    }
}
