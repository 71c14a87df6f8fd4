package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.FlowYaml;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * Tries the ends or options of each dimension on the experiment of a search, one dimension at a time, and notes what the
 * experiment refuses.
 *
 * <p>With a dimension come those that its condition is on, and those whose place it is in. Where this is refused, it
 * is tried once more with all dimensions whose condition it meets.
 */
final class DimensionTrials {

    private final Catalog catalog;
    private final YamlNode base;
    private final List<PlacedDimension> space;
    private final Map<String, SearchPath> places = new HashMap<>();
    private final TriedValues values;
    private final List<Problem> problems;

    DimensionTrials(Catalog catalog, Experiment base, List<PlacedDimension> space, List<Problem> problems) {
        this.catalog = catalog;
        this.base = YamlReader.file(base.name(), new ExperimentFile(catalog).write(base), problems)
                .orElseThrow();
        this.space = space;
        this.problems = problems;
        space.forEach(dimension -> places.put(dimension.name(), SearchPath.of(dimension.path(), this.base)));
        this.values =
                new TriedValues(space.stream().map(PlacedDimension::dimension).toList(), places);
    }

    /** The experiments that were made. */
    List<Tried> all() {
        List<Tried> made = new ArrayList<>();
        for (PlacedDimension dimension : space) {
            if (requireOrder(dimension)) {
                made.addAll(tried(dimension));
            }
        }
        return made;
    }

    /** Refuses a dimension that changes what a later one changes as a whole, or just the same. */
    private boolean requireOrder(PlacedDimension dimension) {
        SearchPath place = places.get(dimension.name());
        int at = space.indexOf(dimension);
        for (int i = 0; i < space.size(); i++) {
            SearchPath other = places.get(space.get(i).name());
            if (i < at && other.equals(place)) {
                note(dimension, "is the place of " + space.get(i).name() + " too; leave out one of them");
                return false;
            }
            if (i > at && !other.equals(place) && place.within(other)) {
                note(
                        dimension,
                        "is inside " + space.get(i).name() + ", which comes later and would overwrite it; write that"
                                + " one above");
                return false;
            }
        }
        return true;
    }

    private List<Tried> tried(PlacedDimension dimension) {
        List<Tried> made = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Map<String, Object> one : values.of(dimension.dimension())) {
            List<Problem> refusals = new ArrayList<>();
            String words = words(one, dimension);
            experiment(one, refusals)
                    .or(() -> experiment(values.withConditional(one), new ArrayList<>()))
                    .ifPresentOrElse(
                            experiment -> made.add(new Tried(dimension, words, experiment)), () -> refusals.stream()
                                    .filter(refusal -> told.add(refusal.text()))
                                    .forEach(refusal -> note(dimension, "as " + words + ": " + refusal.text())));
        }
        return made;
    }

    private Optional<Experiment> experiment(Map<String, Object> tried, List<Problem> refusals) {
        YamlNode changed = base;
        for (PlacedDimension dimension : space) {
            if (tried.containsKey(dimension.name())) {
                Optional<SetOption> set = SetOption.read(dimension.where(), change(dimension.name(), tried), refusals);
                changed = set.isPresent() ? set.get().apply(changed, refusals) : changed;
            }
        }
        if (!refusals.isEmpty()) {
            return Optional.empty();
        }
        return new SettingBinder(catalog, refusals).record(Experiment.class, changed, SettingPath.ROOT);
    }

    private static String change(String name, Map<String, Object> tried) {
        return name + "=" + FlowYaml.of(tried.get(name));
    }

    /** The value of the dimension, then those it was tried with. */
    private String words(Map<String, Object> tried, PlacedDimension dimension) {
        String others = space.stream()
                .filter(other -> !other.equals(dimension) && tried.containsKey(other.name()))
                .map(other -> change(other.name(), tried))
                .collect(Collectors.joining(", "));
        return FlowYaml.of(tried.get(dimension.name())) + (others.isEmpty() ? "" : " with " + others);
    }

    private void note(PlacedDimension dimension, String text) {
        problems.add(new Problem(dimension.where(), dimension.name() + " " + text));
    }
}
