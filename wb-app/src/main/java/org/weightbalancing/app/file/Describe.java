package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Need;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.text.Nearest;

/**
 * Describes, in plain text, what experiment and search files can say: keys, types, ranges, defaults and examples.
 *
 * <p>Everything is taken from the same {@link Setting}s by which files are read, plug-ins included.
 */
public final class Describe {

    private static final String EXPERIMENT = "experiment";
    private static final String SEARCH = "search";

    private final Catalog catalog;

    /**
     * Makes a describer.
     *
     * @param catalog the components to describe
     */
    public Describe(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Describes a component, all components of a kind, or the whole experiment or search file.
     *
     * @param name such as "max-norm", "regularizer", "experiment" or "search"
     * @return lines of text, the last one ended
     * @throws ExperimentException if nothing has the name, naming the nearest that there is
     */
    public String of(String name) {
        if (name.equals(EXPERIMENT)) {
            return experiment();
        }
        if (name.equals(SEARCH)) {
            return search();
        }
        List<String> found = new ArrayList<>();
        for (Class<?> kind : catalog.kinds()) {
            SortedMap<String, Component<?>> components = catalog.components(kind);
            if (name.equals(SettingType.kindName(kind))) {
                found.add(kind(kind));
            }
            if (components.containsKey(name)) {
                found.add(component(SettingType.kindName(kind), name, components.get(name)));
            }
        }
        if (found.isEmpty()) {
            SortedSet<String> known = names();
            throw new ExperimentException("nothing is called '" + name + "'" + Nearest.hint(name, known, "known"));
        }
        return String.join("\n", found);
    }

    /**
     * Lists every component by kind, with its first sentence.
     *
     * @return lines of text, the last one ended
     */
    public String overview() {
        return String.join("\n", catalog.kinds().stream().map(this::kind).toList())
                + "\n'experiment' has the keys of an experiment file, 'search' those of a search file, --all every component in"
                + " full.\n";
    }

    /**
     * Describes the whole experiment file and the whole search file, then every component in full, kind by kind.
     *
     * @return lines of text, the last one ended
     */
    public String all() {
        List<String> texts = new ArrayList<>(List.of(experiment(), search()));
        for (Class<?> kind : catalog.kinds()) {
            String word = SettingType.kindName(kind);
            catalog.components(kind).forEach((name, component) -> texts.add(component(word, name, component)));
        }
        return String.join("\n", texts);
    }

    /**
     * Describes the whole experiment file.
     *
     * @return lines of text, the last one ended
     */
    public String experiment() {
        StringBuilder text = new StringBuilder("experiment: the keys of an experiment file\n\n");
        keys(text, Experiment.class, "  ");
        example(text, Experiment.class);
        return text.toString();
    }

    /**
     * Describes the whole search file.
     *
     * @return lines of text, the last one ended
     */
    public String search() {
        StringBuilder text = new StringBuilder("search: the keys of a search file\n\n");
        keys(text, SearchKeys.class, "  ");
        text.append('\n').append(DomainReader.DOC);
        example(text, SearchKeys.class);
        return text.toString();
    }

    private static void example(StringBuilder text, Class<? extends Record> type) {
        text.append("\nExample:\n");
        SettingExample.block(type)
                .forEach(line -> text.append("  ").append(line).append('\n'));
    }

    private SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(List.of(EXPERIMENT, SEARCH));
        catalog.kinds().forEach(kind -> {
            names.add(SettingType.kindName(kind));
            names.addAll(catalog.components(kind).keySet());
        });
        return names;
    }

    private String kind(Class<?> kind) {
        Map<String, Component<?>> components = catalog.components(kind);
        int width = components.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder(SettingType.kindName(kind)).append(":\n");
        components.forEach((name, component) -> text.append("  ")
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(component.doc())
                .append('\n'));
        return text.toString();
    }

    private String component(String kind, String name, Component<?> component) {
        StringBuilder text = new StringBuilder(name)
                .append(" (")
                .append(kind)
                .append("): ")
                .append(component.doc())
                .append('\n');
        line(text, "Formula", component.formula());
        line(text, "Source", component.source());
        line(text, "Needs", needs(component));
        text.append('\n');
        keys(text, component.settings().asSubclass(Record.class), "  ");
        text.append(component.fields().isEmpty() ? "" : "\n")
                .append("Example: ")
                .append(SettingExample.flow(name, component))
                .append('\n');
        return text.toString();
    }

    private static void line(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append("  ").append(title).append(": ").append(content).append('\n');
        }
    }

    private static String needs(Component<?> component) {
        return component.needs().stream().sorted().map(Need::words).collect(Collectors.joining("; "));
    }

    private void keys(StringBuilder text, Class<? extends Record> type, String indent) {
        List<SettingField> fields = SettingField.of(type);
        for (SettingField field : fields) {
            text.append(indent).append(field.setting().inline() ? "name" : field.key());
            text.append(": ").append(type(field.type())).append(range(field));
            text.append("; ").append(byDefault(field, fields)).append('\n');
            text.append(indent).append("    ").append(field.setting().doc()).append('\n');
            SettingType inner = field.type() instanceof SettingType.Many many ? many.item() : field.type();
            if (inner instanceof SettingType.Nested nested) {
                keys(text, nested.type(), indent + "  ");
            }
        }
    }

    private String type(SettingType type) {
        if (type instanceof SettingType.Many many && many.item() instanceof SettingType.Part part) {
            return many.words() + " ("
                    + String.join(", ", catalog.components(part.kind()).keySet()) + ")";
        }
        return type instanceof SettingType.Part part
                ? part.words() + " ("
                        + String.join(", ", catalog.components(part.kind()).keySet()) + ")"
                : type.words();
    }

    private static String range(SettingField field) {
        if (field.range().isEmpty()) {
            return "";
        }
        return field.type() instanceof SettingType.Many ? ", length " + field.length() : ", " + field.range();
    }

    private static String byDefault(SettingField field, List<SettingField> siblings) {
        Setting setting = field.setting();
        if (setting.inline()) {
            return "required, with its own keys beside it";
        }
        if (!setting.byDefaultOf().isEmpty()) {
            return "default " + dependentDefault(field, siblings);
        }
        boolean ofItsKeys = field.type() instanceof SettingType.Nested && !field.required();
        if (setting.optional() || ofItsKeys) {
            return "optional";
        }
        return field.required() ? "required" : "default " + setting.byDefault();
    }

    /** "16 (resnet-20, resnet-32) or 64 (resnet-18)". */
    static String dependentDefault(SettingField field, List<SettingField> siblings) {
        SettingType other = siblings.stream()
                .filter(sibling -> sibling.key().equals(field.setting().byDefaultOf()))
                .map(SettingField::type)
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Enum<?> constant : ((SettingType.Choice) other).constants()) {
            values.computeIfAbsent(((Setting.Defaults) constant).byDefault(field.key()), value -> new ArrayList<>())
                    .add(KebabCase.of(constant));
        }
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .collect(Collectors.joining(" or "));
    }
}
