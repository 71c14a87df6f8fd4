package org.weightbalancing.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them; undefined is n/a. */
final class Numbers {

    /** What stands for an undefined number. */
    static final String UNDEFINED = "n/a";

    private Numbers() {}

    /** A fraction in percent with its sign, with one decimal. */
    static String percent(double fraction) {
        return Double.isNaN(fraction) ? UNDEFINED : points(fraction) + " %";
    }

    /** A fraction in percent without its sign, with one decimal. */
    static String points(double fraction) {
        return fixed(100 * fraction, 1);
    }

    /** A number with some decimals. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? UNDEFINED : infinite(value);
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        // What rounds to nothing has no sign.
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }

    /** A number with three significant digits, such as 0.0123 or 7.1e-05. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? UNDEFINED : infinite(value);
        }
        double size = Math.abs(value);
        if (value != 0 && (size < 1e-4 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }

    /** A number of things, such as "1 class" or "12 classes". */
    static String count(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    /** Names in a row, such as "a, b and c". */
    static String list(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static String infinite(double value) {
        return value > 0 ? "infinite" : "-infinite";
    }
}
