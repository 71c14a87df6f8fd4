package org.weightbalancing.app.report;

import java.util.stream.Collectors;

/** Text of files as it may stand in a page: what would hide or turn other text around is written out. */
final class Legible {

    /** Joins the parts of one emoji. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Legible() {}

    /** The text with an escape for each control, direction mark and half character; line breaks and tabs stay. */
    static String of(String text) {
        // Pictures are long, and plain.
        return text.codePoints().allMatch(Legible::shown) ? text : written(text);
    }

    private static String written(String text) {
        return text.codePoints()
                .mapToObj(c -> shown(c) ? Character.toString(c) : String.format("\\u%04X", c))
                .collect(Collectors.joining());
    }

    private static boolean shown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t' || c == '\r';
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER;
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
