package org.weightbalancing.eval;

/** Writes a text as a JSON string (RFC 8259, section 7). */
final class JsonString {

    private JsonString() {}

    static String of(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(escaped((char) c)));
        return json.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> needsEscape(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }

    /** Control characters must be escaped; lone surrogates would not survive an encoding to UTF-8. */
    private static boolean needsEscape(char c) {
        return c < 0x20 || Character.isSurrogate(c);
    }
}
