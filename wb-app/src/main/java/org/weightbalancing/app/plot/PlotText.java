package org.weightbalancing.app.plot;

import java.awt.FontMetrics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Words and numbers as they stand in pictures. */
final class PlotText {

    private static final int LONGEST = 60;
    private static final int SHORT = 15;

    private PlotText() {}

    /** The text with a replacement sign for what cannot be drawn: control and format characters, lone surrogates. */
    static String legible(String text) {
        StringBuilder legible = new StringBuilder();
        text.codePoints().forEach(point -> legible.appendCodePoint(drawable(point) ? point : 0xFFFD));
        return legible.toString();
    }

    private static boolean drawable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A name for a legend: legible, not empty, and with an ellipsis in its middle when it is longer than 60 signs. */
    static String label(String name) {
        String legible = legible(name.isBlank() ? "(no name)" : name);
        int length = legible.codePointCount(0, legible.length());
        if (length <= LONGEST) {
            return legible;
        }
        int[] points = legible.codePoints().toArray();
        int head = LONGEST * 2 / 3;
        int tail = LONGEST - head - 1;
        return new String(points, 0, head) + "\u2026" + new String(points, length - tail, tail);
    }

    /** A name that stands at a point: at most fifteen signs, with an ellipsis at its end. */
    static String mark(String label) {
        return mark(label, SHORT);
    }

    /** A name of at most so many signs, with an ellipsis at its end where it was longer. */
    static String mark(String label, int most) {
        return label.codePointCount(0, label.length()) <= most
                ? label
                : label.substring(0, label.offsetByCodePoints(0, Math.max(1, most) - 1)) + "\u2026";
    }

    /** The text, or as much of its beginning as fits the width, with an ellipsis. */
    static String shortened(String text, FontMetrics letters, double width) {
        if (letters.stringWidth(text) <= width) {
            return text;
        }
        int points = text.codePointCount(0, text.length());
        while (points > 0) {
            points--;
            String part = text.substring(0, text.offsetByCodePoints(0, points)) + "\u2026";
            if (letters.stringWidth(part) <= width) {
                return part;
            }
        }
        return "\u2026";
    }

    /** The number as short as it can stand on an axis: 0.01, 25, 1,000, 1e-5. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 0.0001 || size >= 1_000_000)) {
            return String.format(Locale.ROOT, "%.0e", value)
                    .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        if (size >= 1) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }

    /** The number on an axis whose ends may be any: three digits, and no more than are needed. */
    static String axis(double value) {
        double size = Math.abs(value);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        if (size != 0 && (size < 0.001 || size >= 1_000_000)) {
            return String.format(Locale.ROOT, "%." + (rounded.precision() - 1) + "e", value)
                    .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        return size < 1e-12 ? "0" : rounded.toPlainString();
    }

    /** The fraction in per cent with one digit, "n/a" for NaN. */
    static String percent(double fraction) {
        return Double.isNaN(fraction) ? "n/a" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
