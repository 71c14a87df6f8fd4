package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Entry;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * Makes records of settings from YAML. What is wrong is noted and the rest looked at all the same, so that one look at a
 * file finds all that can be found; an empty result means that something was noted.
 */
final class SettingBinder {

    private static final String NAME = "name";

    private final Catalog catalog;
    private final List<Problem> problems;
    private final ValueBinder values;

    /** A mapping whose unknown keys have been noted, and the keys that they most likely meant. */
    private record Keys(Mapping mapping, SettingPath path, boolean known, Set<String> meant) {}

    SettingBinder(Catalog catalog, List<Problem> problems) {
        this.catalog = catalog;
        this.problems = problems;
        this.values = new ValueBinder(this, problems);
    }

    /** Makes a record from a mapping of its keys. */
    <R extends Record> Optional<R> record(Class<R> type, YamlNode node, SettingPath path) {
        List<SettingField> fields = SettingField.of(type);
        Optional<SettingField> inline =
                fields.stream().filter(field -> field.setting().inline()).findFirst();
        Optional<Mapping> mapping = inline.isPresent() ? namedMapping(node, path) : mapping(node, path);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Set<String> allowed = new LinkedHashSet<>();
        if (inline.isPresent()) {
            Optional<Component<?>> chosen =
                    chosen((SettingType.Part) inline.get().type(), mapping.get(), path);
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            allowed.add(NAME);
            chosen.get().fields().forEach(field -> allowed.add(field.key()));
        }
        fields.stream().filter(field -> !field.setting().inline()).forEach(field -> allowed.add(field.key()));
        return assemble(type, fields, keys(mapping.get(), allowed, path));
    }

    /** Makes the settings of a component from a mapping of its name and its keys, or from its name. */
    Optional<Object> component(SettingType.Part kind, YamlNode node, SettingPath path) {
        Optional<Mapping> mapping = namedMapping(node, path);
        Optional<Component<?>> chosen = mapping.flatMap(keys -> chosen(kind, keys, path));
        if (mapping.isEmpty() || chosen.isEmpty()) {
            return Optional.empty();
        }
        Set<String> allowed = new LinkedHashSet<>(List.of(NAME));
        chosen.get().fields().forEach(field -> allowed.add(field.key()));
        return settings(chosen.get(), keys(mapping.get(), allowed, path));
    }

    private Optional<Object> settings(Component<?> component, Keys keys) {
        Class<? extends Record> type = component.settings().asSubclass(Record.class);
        return assemble(type, component.fields(), keys).map(Object.class::cast);
    }

    private Optional<Component<?>> chosen(SettingType.Part kind, Mapping mapping, SettingPath path) {
        Map<String, Component<?>> known = catalog.components(kind.kind());
        Optional<YamlNode> name = mapping.value(NAME);
        if (name.isEmpty()) {
            note(
                    mapping.where(),
                    path + " misses required key 'name' (which " + kind.name() + "); known: "
                            + String.join(", ", known.keySet()));
            return Optional.empty();
        }
        return values.text(name.get(), path.key(NAME)).flatMap(text -> {
            Optional<Component<?>> component = Optional.ofNullable(known.get(text));
            if (component.isEmpty()) {
                note(
                        name.get().where(),
                        "unknown " + kind.name() + " '" + text + "' " + path.inside()
                                + Nearest.hint(text, known.keySet(), "known"));
            }
            return component;
        });
    }

    private Keys keys(Mapping mapping, Set<String> allowed, SettingPath path) {
        Set<String> meant = new HashSet<>();
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                Optional<String> nearest = Nearest.to(key, allowed);
                nearest.ifPresent(meant::add);
                note(
                        entry.key(),
                        "unknown key '" + key + "' " + path.inside() + Nearest.hint(nearest, allowed, "allowed"));
            }
        });
        return new Keys(mapping, path, allowed.containsAll(mapping.entries().keySet()), meant);
    }

    private <R extends Record> Optional<R> assemble(Class<R> type, List<SettingField> fields, Keys keys) {
        Map<String, Optional<Object>> bound = new LinkedHashMap<>();
        for (SettingField field : fields) {
            bound.put(field.key(), value(field, keys, bound));
        }
        if (bound.containsValue(Optional.empty()) || !keys.known()) {
            return Optional.empty();
        }
        try {
            List<Object> arguments = new ArrayList<>();
            bound.values().forEach(value -> arguments.add(value.orElseThrow()));
            R record = SettingField.create(type, arguments);
            if (record instanceof Experiment experiment) {
                new Compatibility(catalog).require(experiment);
            }
            return Optional.of(record);
        } catch (InvalidSetting e) {
            note(place(keys.mapping(), new SettingPath(e.path())), keys.path().key(e.path()) + " " + e.problem());
        } catch (IllegalArgumentException e) {
            note(keys.mapping().where(), keys.path() + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Object> value(SettingField field, Keys keys, Map<String, Optional<Object>> earlier) {
        Setting setting = field.setting();
        Mapping mapping = keys.mapping();
        SettingPath path = keys.path();
        if (setting.inline()) {
            return chosen((SettingType.Part) field.type(), mapping, path)
                    .flatMap(component -> settings(component, keys));
        }
        Optional<YamlNode> given = mapping.value(field.key());
        if (given.isPresent()) {
            return values.inRange(field, given.get(), path.key(field.key()));
        }
        if (setting.optional()) {
            return Optional.of(Double.NaN);
        }
        if (!setting.byDefaultOf().isEmpty()) {
            return earlier.get(setting.byDefaultOf())
                    .map(other -> ((Setting.Defaults) other).byDefault(field.key()))
                    .flatMap(text -> byDefault(field, text, path));
        }
        if (field.required()) {
            if (!keys.meant().contains(field.key())) {
                note(mapping.where(), path + " misses required key '" + field.key() + "' (" + setting.doc() + ")");
            }
            return Optional.empty();
        }
        return byDefault(field, setting.byDefault(), path);
    }

    private Optional<Object> byDefault(SettingField field, String text, SettingPath path) {
        SettingPath key = path.key(field.key());
        return YamlReader.value(Where.of("default of " + key), text, problems)
                .flatMap(node -> values.inRange(field, node, key));
    }

    private Optional<Mapping> mapping(YamlNode node, SettingPath path) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        note(node.where(), path + " is " + node.kind() + "; expected a mapping of keys");
        return Optional.empty();
    }

    private Optional<Mapping> namedMapping(YamlNode node, SettingPath path) {
        boolean isName = node instanceof Scalar scalar && !scalar.none();
        return isName
                ? Optional.of(new Mapping(node.where(), Map.of(NAME, new Entry(node.where(), node))))
                : mapping(node, path);
    }

    /** The place of a path below a node, as far as it is written there. */
    static Where place(YamlNode node, SettingPath path) {
        Optional<SettingPath.Step> step = path.first();
        if (step.isEmpty()) {
            return node.where();
        }
        Optional<YamlNode> next = Optional.empty();
        if (node instanceof Mapping mapping) {
            next = mapping.value(step.get().key());
        } else if (node instanceof YamlNode.Sequence list && step.get().index().isPresent()) {
            next = Optional.of(list.items().get(step.get().index().get()));
        }
        return next.map(below -> place(below, step.get().rest())).orElse(node.where());
    }

    private void note(Where where, String text) {
        problems.add(new Problem(where, text));
    }
}
