package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines of tables for programs (RFC 4180, with plain newlines). */
final class Csv {

    private Csv() {}

    /** One line of cells, quoted where needed. */
    static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** A cell, quoted where needed. */
    static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A number with six digits; empty for NaN. */
    static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
    }
}
