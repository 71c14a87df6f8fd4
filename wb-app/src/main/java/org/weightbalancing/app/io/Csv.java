package org.weightbalancing.app.io;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines of tables for programs (RFC 4180, with plain newlines). */
public final class Csv {

    private Csv() {}

    /** One line of cells, quoted where needed. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** A cell, quoted where needed. */
    public static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A number with six digits; empty for NaN. */
    public static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
    }
}
