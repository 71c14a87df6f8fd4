package org.weightbalancing.app.text;

import java.util.Locale;

/** Numbers of tables, aligned right; "n/a" for what is undefined. */
public final class Cells {

    private Cells() {}

    /** A fraction in percent with one decimal, in a column of some width. */
    public static String percent(double fraction, int width) {
        return cell(fraction, "%" + width + ".1f", 100, width);
    }

    /** A difference of fractions in points, with its sign. */
    public static String points(double fraction, int width) {
        return cell(fraction, "%+" + width + ".1f", 100, width);
    }

    /** A probability with four decimals. */
    public static String probability(double p) {
        return cell(p, "%6.4f", 1, 6);
    }

    /** An interval of fractions in percent. */
    public static String interval(double lower, double upper) {
        return Double.isNaN(lower) ? "             n/a" : "[" + percent(lower, 6) + ", " + percent(upper, 6) + "]";
    }

    /** An interval of differences in points. */
    public static String signedInterval(double lower, double upper) {
        return Double.isNaN(lower) ? "             n/a" : "[" + points(lower, 6) + ", " + points(upper, 6) + "]";
    }

    // What rounds to nothing has no sign.
    private static String cell(double value, String format, int factor, int width) {
        if (Double.isNaN(value)) {
            return " ".repeat(width - 3) + "n/a";
        }
        String text = String.format(Locale.ROOT, format, factor * value);
        return text.strip().matches("[-+]0\\.0") ? " ".repeat(width - 3) + "0.0" : text;
    }
}
