package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.search.Condition;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Entry;
import org.weightbalancing.app.yaml.YamlNode.Mapping;

/** Reads the dimensions of a search; notes a problem for each that it leaves out. */
final class SpaceReader {

    private static final String WHEN = "when";

    private final List<Problem> problems;
    private final DomainReader domains;
    private final ConditionReader conditions;

    SpaceReader(List<Problem> problems) {
        this.problems = problems;
        this.domains = new DomainReader(problems);
        this.conditions = new ConditionReader(problems);
    }

    /** The dimensions in the order of the file. */
    List<PlacedDimension> read(YamlNode space) {
        if (!(space instanceof Mapping mapping)) {
            note(space.where(), "space is " + space.kind() + "; expected a mapping of paths to dimensions");
            return List.of();
        }
        if (mapping.entries().isEmpty()) {
            note(space.where(), "space is empty; give at least one path, such as stages[0].learning-rate");
        }
        Map<String, PlacedDimension> read = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> dimension(name, entry, read, mapping)
                .ifPresent(dimension -> read.put(name, new PlacedDimension(entry.key(), dimension))));
        return List.copyOf(read.values());
    }

    private Optional<Dimension> dimension(
            String name, Entry entry, Map<String, PlacedDimension> earlier, Mapping space) {
        if (!(entry.value() instanceof Mapping keys)) {
            note(
                    entry.value().where(),
                    name + " is " + entry.value().kind() + "; expected a dimension, such as {uniform: [0, 1]}");
            return Optional.empty();
        }
        if (!SetOption.isPath(new SettingPath(name)) || name.contains("=") || !name.equals(name.strip())) {
            note(entry.key(), "dimension '" + name + "' is no path; expected one such as stages[0].learning-rate");
            return Optional.empty();
        }
        boolean known = requireKnown(name, keys);
        Optional<Domain> domain = domains.read(name, keys);
        Optional<YamlNode> when = keys.value(WHEN);
        Optional<Condition> condition = when.flatMap(said -> conditions.read(name, said, earlier, space));
        boolean complete = known && condition.isPresent() == when.isPresent();
        return domain.filter(values -> complete).map(values -> new Dimension(name, values, condition));
    }

    private boolean requireKnown(String name, Mapping keys) {
        List<String> allowed = new ArrayList<>(DomainReader.KEYS);
        allowed.add(WHEN);
        boolean known = true;
        for (Map.Entry<String, Entry> key : keys.entries().entrySet()) {
            if (!allowed.contains(key.getKey())) {
                known = false;
                note(
                        key.getValue().key(),
                        "unknown key '" + key.getKey() + "' in dimension " + name
                                + Nearest.hint(key.getKey(), allowed, "allowed"));
            }
        }
        return known;
    }

    private void note(Where where, String text) {
        problems.add(new Problem(where, text));
    }
}
