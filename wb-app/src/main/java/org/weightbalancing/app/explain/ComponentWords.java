package org.weightbalancing.app.explain;

import java.util.List;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.ComponentSettings;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.yaml.YamlNumber;

/**
 * Puts components into words, as {@code max-norm (fraction 0.1, p 2, bias keep)}.
 *
 * @param catalog that has them
 */
public record ComponentWords(Catalog catalog) {

    /** The name, with the values of all settings but some. */
    public String of(ComponentSettings<?> settings, String... without) {
        Record record = (Record) settings;
        String keys = SettingField.of(record.getClass()).stream()
                .filter(field -> !List.of(without).contains(field.key()))
                .filter(field ->
                        !(field.setting().optional() && field.valueIn(record).equals(Double.NaN)))
                .map(field -> field.key() + " " + value(field.valueIn(record)))
                .collect(Collectors.joining(", "));
        return catalog.name(settings) + (keys.isEmpty() ? "" : " (" + keys + ")");
    }

    /** The name, with the values of all settings, of each; "none" if there is none. */
    public String of(List<? extends ComponentSettings<?>> list) {
        return list.isEmpty() ? "none" : list.stream().map(this::of).collect(Collectors.joining(", "));
    }

    /** The name with settings, and what the component computes if the catalog has a formula for it. */
    public String withFormula(ComponentSettings<?> settings) {
        String formula = catalog.component(settings).formula();
        return of(settings) + (formula.isEmpty() ? "" : ": " + formula);
    }

    private String value(Object value) {
        if (value instanceof ComponentSettings<?> settings) {
            return of(settings);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double number) {
            return YamlNumber.text(number);
        }
        return value instanceof Enum<?> constant ? KebabCase.of(constant) : value.toString();
    }
}
