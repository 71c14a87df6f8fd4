package org.weightbalancing.app.setting;

import java.util.Locale;
import java.util.regex.Pattern;

/** The spelling of names in experiment files: lower case, words joined by dashes. */
public final class KebabCase {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private KebabCase() {}

    /** {@code longTail} becomes {@code long-tail}. */
    public static String of(String camelCase) {
        return HUMP.matcher(camelCase).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** {@code AFTER_EPOCH} becomes {@code after-epoch}. */
    public static String of(Enum<?> constant) {
        return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    static boolean matches(String text) {
        return WORDS.matcher(text).matches();
    }

    /** Refuses a name that could not stand in paths, tables and on the command line. */
    public static void require(String key, String name) {
        if (!matches(name)) {
            throw new InvalidSetting(
                    key, "is '" + name + "'; allowed: lower-case letters and digits, words joined by '-'");
        }
    }
}
