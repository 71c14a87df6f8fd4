package org.weightbalancing.app.experiment;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An entry of the catalog: what a name in an experiment file stands for.
 *
 * @param doc what the component does: one sentence
 * @param formula what it computes, in plain text; empty if the sentence says it all
 * @param source where it was published: authors, title or venue, section or equation; empty if it is nobody's
 * @param needs what the rest of the experiment must give it
 * @param settings the record its settings are read into
 * @param create makes the component from its settings, with a catalog for the components among them
 * @param <T> what is made
 */
public record Component<T>(
        String doc,
        String formula,
        String source,
        Set<Need> needs,
        Class<? extends ComponentSettings<T>> settings,
        BiFunction<ComponentSettings<T>, Catalog, T> create) {

    /** Checks that the settings are a record whose components all are settings, none of them called name. */
    public Component {
        needs = Set.copyOf(needs);
        boolean named = SettingField.of(settings.asSubclass(Record.class)).stream()
                .anyMatch(field -> field.key().equals("name"));
        if (named) {
            throw new IllegalArgumentException(settings + " has a setting 'name', which is the component's own key");
        }
    }

    /**
     * Makes an entry.
     *
     * @param settings a public record that implements the kind's interface, its components marked {@link org.weightbalancing.app.setting.Setting Setting}
     * @param doc what the component does: one sentence
     * @param create makes the component from its settings
     * @return the entry, to be bound to a name by {@link CatalogModule}'s map binders
     * @throws IllegalArgumentException if a component of the record is no setting
     */
    public static <T, S extends Record & ComponentSettings<T>> Component<T> of(
            Class<S> settings, String doc, Function<S, T> create) {
        return composed(settings, doc, (chosen, catalog) -> create.apply(chosen));
    }

    /**
     * Makes an entry whose settings name components in turn.
     *
     * @param settings a public record that implements the kind's interface, its components marked {@link org.weightbalancing.app.setting.Setting Setting}
     * @param doc what the component does: one sentence
     * @param create makes the component from its settings; the catalog makes the components among them
     * @return the entry
     * @throws IllegalArgumentException if a component of the record is no setting
     */
    public static <T, S extends Record & ComponentSettings<T>> Component<T> composed(
            Class<S> settings, String doc, BiFunction<S, Catalog, T> create) {
        return new Component<>(
                doc, "", "", Set.of(), settings, (chosen, catalog) -> create.apply(settings.cast(chosen), catalog));
    }

    /** The same with its formula in plain text. */
    public Component<T> formula(String text) {
        return new Component<>(doc, text, source, needs, settings, create);
    }

    /** The same with the place where it was published. */
    public Component<T> source(String text) {
        return new Component<>(doc, formula, text, needs, settings, create);
    }

    /** The same with what the rest of the experiment must give it. */
    public Component<T> needs(Need first, Need... others) {
        return new Component<>(doc, formula, source, EnumSet.of(first, others), settings, create);
    }

    /** The keys of the component. */
    public List<SettingField> fields() {
        return SettingField.of(settings.asSubclass(Record.class));
    }
}
