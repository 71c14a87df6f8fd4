package org.weightbalancing.app.yaml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as experiment files spell them. */
public final class YamlNumber {

    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern REAL = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    private static final int LONGEST_PLAIN = 8;

    private YamlNumber() {}

    /** Reads a decimal whole number that fits a long; leading zeros are refused, since YAML 1.1 reads them as octal. */
    public static Optional<Long> whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(text.replace("_", "")));
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** Whether a text is spelled as a whole number, of any size. */
    public static boolean isWhole(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** What whole numbers match. */
    public static String wholePattern() {
        return WHOLE.pattern();
    }

    /** What finite numbers match. */
    public static String realPattern() {
        return REAL.pattern();
    }

    /** Reads a decimal number, {@code .inf} or {@code -.inf}; 5e-4 counts as a number although YAML 1.1 wants 5.0e-4. */
    public static Optional<Double> real(String text) {
        if (text.equals(".inf") || text.equals("-.inf")) {
            return Optional.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return REAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    /** The shortest decimal text that reads back to the same number; equal on every Java version. */
    public static String text(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        String plain = shortest.toPlainString();
        return plain.length() <= LONGEST_PLAIN ? plain : shortest.toString();
    }

    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }
}
