package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * Finds the keys in which two experiments differ, defaults included.
 *
 * <p>Stages, changes after training and regularizers are compared with those of the same name, wherever they stand; items
 * of a list whose names repeat, by index. Where another component is named, that is one difference, not one for each of
 * its settings.
 */
public final class ExperimentDifference {

    /** What stands for a key that only the other experiment has. */
    static final String ABSENT = "absent";

    /** What stands for a stage, or a change after training, that the other experiment has not. */
    static final String PRESENT = "present";

    /**
     * A key with two values, each as YAML on one line.
     *
     * @param key in the form {@code --set} takes, such as {@code stages.balance.schedule.timing}
     * @param left value in the first experiment, or {@link #ABSENT}
     * @param right value in the second
     */
    public record Difference(String key, String left, String right) {}

    private final List<Difference> found = new ArrayList<>();

    private ExperimentDifference() {}

    /**
     * Compares two experiments key by key, name and seed included.
     *
     * @param catalog of the components of both
     * @param left the first experiment
     * @param right the second
     * @return the differences in the order of the first experiment's file; none if the experiments are equal
     */
    public static List<Difference> between(Catalog catalog, Experiment left, Experiment right) {
        return records(catalog, left, right);
    }

    /**
     * Compares two stages key by key, wherever they come from.
     *
     * @param catalog of the components of both
     * @param left the first stage
     * @param right the second
     * @return the differences, by keys of a stage such as {@code schedule.timing}
     */
    public static List<Difference> between(Catalog catalog, StageSettings left, StageSettings right) {
        return records(catalog, left, right);
    }

    private static List<Difference> records(Catalog catalog, Record left, Record right) {
        ExperimentDifference difference = new ExperimentDifference();
        difference.keys(SettingPath.ROOT, tree(catalog, left), tree(catalog, right));
        return List.copyOf(difference.found);
    }

    private static Mapping tree(Catalog catalog, Record settings) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlNode> tree = YamlReader.file("settings", SettingWriter.write(catalog, settings), problems);
        Problem.throwAny(problems);
        return (Mapping) tree.orElseThrow();
    }

    private void values(SettingPath path, YamlNode left, YamlNode right) {
        if (left instanceof Mapping first
                && right instanceof Mapping second
                && name(first).equals(name(second))) {
            keys(path, first, second);
        } else if (left instanceof Sequence first
                && right instanceof Sequence second
                && (named(first) || named(second))) {
            items(path, first, second);
        } else if (!text(left).equals(text(right))) {
            found.add(new Difference(path.text(), text(left), text(right)));
        }
    }

    private void keys(SettingPath path, Mapping left, Mapping right) {
        for (String key : union(left.entries().keySet(), right.entries().keySet())) {
            either(path.key(key), left.value(key), right.value(key));
        }
    }

    private void items(SettingPath path, Sequence left, Sequence right) {
        if (repeats(left) || repeats(right)) {
            for (int i = 0; i < Math.max(left.items().size(), right.items().size()); i++) {
                either(path.item(i), item(left, i), item(right, i));
            }
            return;
        }
        Map<String, YamlNode> first = byName(left);
        Map<String, YamlNode> second = byName(right);
        requireOrder(path, first.keySet(), second.keySet());
        for (String name : union(first.keySet(), second.keySet())) {
            either(path.key(name), Optional.ofNullable(first.get(name)), Optional.ofNullable(second.get(name)));
        }
    }

    private void requireOrder(SettingPath path, Set<String> left, Set<String> right) {
        List<String> first = left.stream().filter(right::contains).toList();
        List<String> second = right.stream().filter(left::contains).toList();
        if (!first.equals(second)) {
            found.add(new Difference(path.text(), first.toString(), second.toString()));
        }
    }

    private void either(SettingPath path, Optional<YamlNode> left, Optional<YamlNode> right) {
        if (left.isPresent() && right.isPresent()) {
            values(path, left.get(), right.get());
        } else {
            found.add(new Difference(path.text(), alone(left), alone(right)));
        }
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }

    private static Optional<YamlNode> item(Sequence list, int index) {
        return index < list.items().size() ? Optional.of(list.items().get(index)) : Optional.empty();
    }

    private static Optional<String> name(YamlNode node) {
        return node instanceof Mapping mapping
                ? mapping.value("name").map(ExperimentDifference::text)
                : Optional.empty();
    }

    private static boolean named(Sequence list) {
        return !list.items().isEmpty()
                && list.items().stream().allMatch(item -> name(item).isPresent());
    }

    private static boolean repeats(Sequence list) {
        return byName(list).size() < list.items().size();
    }

    private static Map<String, YamlNode> byName(Sequence list) {
        Map<String, YamlNode> items = new LinkedHashMap<>();
        list.items().forEach(item -> items.put(name(item).orElseThrow(), item));
        return items;
    }

    /** What the other experiment has not: in full, unless it is a whole stage or change. */
    private static String alone(Optional<YamlNode> node) {
        boolean whole = node.isPresent()
                && node.get() instanceof Mapping mapping
                && mapping.value("from").isPresent();
        return whole ? PRESENT : node.map(ExperimentDifference::text).orElse(ABSENT);
    }

    /** A value as YAML on one line; a component without settings as its name. */
    private static String text(YamlNode node) {
        if (node instanceof Scalar scalar) {
            return scalar.text();
        }
        if (node instanceof Sequence list) {
            return list.items().stream().map(ExperimentDifference::text).collect(Collectors.joining(", ", "[", "]"));
        }
        Mapping mapping = (Mapping) node;
        if (mapping.entries().size() == 1 && name(mapping).isPresent()) {
            return name(mapping).orElseThrow();
        }
        return mapping.entries().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + text(entry.getValue().value()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
