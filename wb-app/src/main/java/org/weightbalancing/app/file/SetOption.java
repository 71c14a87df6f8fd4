package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Entry;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * One {@code --set path=value}: puts a YAML value in place of another. A step of the path is a key, {@code [index]} of a
 * list, or the {@code name} of an item of a list.
 */
final class SetOption {

    private final Where where;
    private final SettingPath path;
    private final YamlNode value;

    private SetOption(Where where, SettingPath path, YamlNode value) {
        this.where = where;
        this.path = path;
        this.value = value;
    }

    /** Reads the text behind {@code --set}; notes a problem if it is none. */
    static Optional<SetOption> read(String text, List<Problem> problems) {
        return read(Where.of("--set " + text), text, problems);
    }

    /** Reads a change that is written at a place. */
    static Optional<SetOption> read(Where where, String text, List<Problem> problems) {
        int equals = text.indexOf('=');
        SettingPath path =
                new SettingPath(text.substring(0, Math.max(equals, 0)).strip());
        if (!isPath(path)) {
            problems.add(new Problem(where, "expected path=value, such as stages[0].epochs=3"));
            return Optional.empty();
        }
        return YamlReader.value(where, text.substring(equals + 1), problems)
                .map(value -> new SetOption(where, path, value));
    }

    /** Whether a text is a path: steps to some place. */
    static boolean isPath(SettingPath path) {
        SettingPath rest = path;
        for (int steps = 0; steps < YamlReader.DEEPEST; steps++) {
            Optional<SettingPath.Step> step = rest.first();
            if (step.isEmpty() || step.get().rest().isRoot()) {
                return step.isPresent();
            }
            rest = step.get().rest();
        }
        return false;
    }

    /** The tree with the value in its place; the tree itself, with a problem noted, if the path leads nowhere. */
    YamlNode apply(YamlNode root, List<Problem> problems) {
        try {
            return put(root, SettingPath.ROOT, path);
        } catch (InvalidSetting e) {
            problems.add(new Problem(where, e.problem()));
            return root;
        }
    }

    private YamlNode put(YamlNode node, SettingPath at, SettingPath rest) {
        if (rest.isRoot()) {
            return value;
        }
        SettingPath.Step step = rest.first().orElseThrow();
        if (node instanceof Sequence list) {
            int index = step.index().isPresent() ? inside(list, at, step.index().get()) : named(list, at, step.key());
            List<YamlNode> items = new ArrayList<>(list.items());
            items.set(index, put(items.get(index), at.item(index), step.rest()));
            return new Sequence(list.where(), items);
        }
        if (step.index().isPresent()) {
            throw new InvalidSetting(at.text(), at + " is not a list in the file");
        }
        Mapping mapping = mapping(node);
        YamlNode old = mapping.value(step.key()).orElse(new Scalar(where, "", true));
        Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
        Where key = entries.containsKey(step.key()) ? entries.get(step.key()).key() : where;
        entries.put(step.key(), new Entry(key, put(old, at.key(step.key()), step.rest())));
        return new Mapping(mapping.where(), entries);
    }

    /** A scalar on the way is the short form of a component: its name. */
    private Mapping mapping(YamlNode node) {
        if (node instanceof Mapping mapping) {
            return mapping;
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof Scalar scalar && !scalar.none()) {
            entries.put("name", new Entry(scalar.where(), scalar));
        }
        return new Mapping(entries.isEmpty() ? where : node.where(), entries);
    }

    private static int inside(Sequence list, SettingPath at, int index) {
        int size = list.items().size();
        if (index >= size) {
            String allowed = size == 0 ? "it is empty" : "allowed: 0 to " + (size - 1);
            throw new InvalidSetting(at.text(), at + " has no item " + index + "; " + allowed);
        }
        return index;
    }

    /** The index of the item of a list that a name means; -1 if the tree is no list, or names no item or several. */
    static int index(YamlNode node, String name) {
        List<String> names = node instanceof Sequence list ? names(list) : List.of();
        int index = names.indexOf(name);
        return names.lastIndexOf(name) == index ? index : -1;
    }

    private static List<String> names(Sequence list) {
        return list.items().stream().map(SetOption::name).toList();
    }

    private static int named(Sequence list, SettingPath at, String name) {
        List<String> names = names(list);
        int index = names.indexOf(name);
        if (index < 0) {
            throw new InvalidSetting(
                    at.text(), at + " has no item named '" + name + "'" + Nearest.hint(name, names, "there are"));
        }
        if (names.lastIndexOf(name) != index) {
            throw new InvalidSetting(at.text(), at + " has several items named '" + name + "'; use an index");
        }
        return index;
    }

    private static String name(YamlNode item) {
        Optional<YamlNode> name = item instanceof Mapping mapping ? mapping.value("name") : Optional.of(item);
        return name.filter(Scalar.class::isInstance)
                .map(scalar -> ((Scalar) scalar).text())
                .orElse("");
    }
}
