package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.List;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.SettingType;

/** Examples of YAML, put together from the examples of settings; settings without one are left to their defaults. */
final class SettingExample {

    private SettingExample() {}

    /** A component on one line: its name, or a mapping if some of its settings have an example. */
    static String flow(String name, Component<?> component) {
        List<String> keys = component.fields().stream()
                .filter(field -> !field.setting().example().isEmpty())
                .map(field -> field.key() + ": " + field.setting().example())
                .toList();
        return keys.isEmpty() ? name : "{name: " + name + ", " + String.join(", ", keys) + "}";
    }

    /** A record in lines, one for each key and more for nested records. */
    static List<String> block(Class<? extends Record> type) {
        List<String> lines = new ArrayList<>();
        for (SettingField field : SettingField.of(type)) {
            if (!field.setting().example().isEmpty()) {
                lines.add(field.key() + ": " + field.setting().example());
            } else if (field.type() instanceof SettingType.Nested nested) {
                List<String> below = block(nested.type());
                if (!below.isEmpty()) {
                    lines.add(field.key() + ":");
                    below.forEach(line -> lines.add("  " + line));
                }
            } else if (field.type() instanceof SettingType.Many many
                    && many.item() instanceof SettingType.Nested item) {
                List<String> below = block(item.type());
                lines.add(field.key() + ":");
                for (int i = 0; i < below.size(); i++) {
                    lines.add((i == 0 ? "  - " : "    ") + below.get(i));
                }
            }
        }
        return lines;
    }
}
