package org.weightbalancing.app;

import java.util.List;
import java.util.function.Function;

/**
 * An entry of the catalog: what a name in an experiment file stands for.
 *
 * @param doc what the component does: one sentence
 * @param settings the record its settings are read into
 * @param create makes the component from its settings
 * @param <T> what is made
 */
public record Component<T>(
        String doc, Class<? extends ComponentSettings<T>> settings, Function<ComponentSettings<T>, T> create) {

    /** Checks that the settings are a record whose components all are settings, none of them called name. */
    public Component {
        boolean named = SettingField.of(settings.asSubclass(Record.class)).stream()
                .anyMatch(field -> field.key().equals("name"));
        if (named) {
            throw new IllegalArgumentException(settings + " has a setting 'name', which is the component's own key");
        }
    }

    /**
     * Makes an entry.
     *
     * @param settings a public record that implements the kind's interface, its components marked {@link Setting}
     * @param doc what the component does: one sentence
     * @param create makes the component from its settings
     * @return the entry, to be bound to a name by {@link CatalogModule}'s map binders
     * @throws IllegalArgumentException if a component of the record is no setting
     */
    public static <T, S extends Record & ComponentSettings<T>> Component<T> of(
            Class<S> settings, String doc, Function<S, T> create) {
        return new Component<>(doc, settings, chosen -> create.apply(settings.cast(chosen)));
    }

    /** The keys of the component. */
    List<SettingField> fields() {
        return SettingField.of(settings.asSubclass(Record.class));
    }
}
