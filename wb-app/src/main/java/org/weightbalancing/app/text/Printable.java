package org.weightbalancing.app.text;

import java.util.stream.Collectors;

/** Keeps what was quoted from a file from breaking lines and from commanding a terminal. */
public final class Printable {

    private Printable() {}

    /** Whether a text holds nothing but characters that are printed as they are. */
    public static boolean is(String text) {
        return text.codePoints().allMatch(Printable::is);
    }

    /** A text in one line, with escapes for the characters that are not printed. */
    public static String line(String text) {
        return text.codePoints()
                .mapToObj(c -> is(c) ? Character.toString(c) : escaped(c))
                .collect(Collectors.joining());
    }

    private static boolean is(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
        };
    }
}
