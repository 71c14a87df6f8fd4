package org.weightbalancing.app.experiment;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.yaml.YamlNode;

/** The kinds of values a setting can have. */
public sealed interface SettingType {

    /** The type in words. */
    String words();

    /** The type with its article, for messages. */
    default String expected() {
        return "a " + words();
    }

    /** int or long. */
    record Whole(boolean isLong) implements SettingType {
        /** The least number that fits the Java type. */
        public long smallest() {
            return isLong ? Long.MIN_VALUE : Integer.MIN_VALUE;
        }

        /** The greatest number that fits the Java type. */
        public long largest() {
            return isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
        }

        @Override
        public String words() {
            return "whole number";
        }
    }

    /** double. */
    record Real() implements SettingType {
        @Override
        public String words() {
            return "number";
        }
    }

    /** boolean. */
    record Flag() implements SettingType {
        @Override
        public String words() {
            return "true or false";
        }

        @Override
        public String expected() {
            return words();
        }
    }

    /** String. */
    record Text() implements SettingType {
        @Override
        public String words() {
            return "text";
        }

        @Override
        public String expected() {
            return words();
        }
    }

    /** One of the constants of an enum, in kebab-case. */
    record Choice(List<Enum<?>> constants) implements SettingType {
        /** The constants as files spell them, in their order. */
        public List<String> names() {
            return constants.stream().map(constant -> KebabCase.of(constant)).toList();
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", names());
        }

        @Override
        public String expected() {
            return words();
        }
    }

    /** A record of settings. */
    record Nested(Class<? extends Record> type) implements SettingType {
        @Override
        public String words() {
            return "mapping";
        }
    }

    /** A component of one kind, chosen by name from the catalog. */
    record Part(Class<? extends ComponentSettings<?>> kind) implements SettingType {
        /** The word for the kind, such as "loss". */
        public String name() {
            return kindName(kind);
        }

        @Override
        public String words() {
            return name();
        }
    }

    /** A list. */
    record Many(SettingType item) implements SettingType {
        @Override
        public String words() {
            return "list of " + item.words() + "s";
        }
    }

    /** Any YAML, taken as it is. */
    record Tree() implements SettingType {
        @Override
        public String words() {
            return "mapping";
        }
    }

    /** The word for a kind of components: {@code LossSettings} are those of a "loss". */
    static String kindName(Class<?> kind) {
        return KebabCase.of(kind.getSimpleName().replaceFirst("Settings$", ""));
    }

    /** The type of a record component; other types are a programming error. */
    static SettingType of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new Many(of(list.getActualTypeArguments()[0]));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException(type + " cannot be the type of a setting");
        }
        return plain(plain);
    }

    private static SettingType plain(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return new Whole(type == long.class || type == Long.class);
        }
        if (type == double.class || type == Double.class) {
            return new Real();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == YamlNode.class) {
            return new Tree();
        }
        if (type.isEnum()) {
            return new Choice(Arrays.stream(type.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .toList());
        }
        return record(type);
    }

    @SuppressWarnings("unchecked") // An interface below ComponentSettings is a class of some ComponentSettings<?>.
    private static SettingType record(Class<?> type) {
        if (type.isRecord()) {
            return new Nested(type.asSubclass(Record.class));
        }
        if (type.isInterface() && ComponentSettings.class.isAssignableFrom(type)) {
            return new Part((Class<? extends ComponentSettings<?>>) type);
        }
        throw new IllegalArgumentException(type + " cannot be the type of a setting");
    }
}
