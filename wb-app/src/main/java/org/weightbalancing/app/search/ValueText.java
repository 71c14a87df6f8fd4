package org.weightbalancing.app.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of hyperparameters as people read them. */
public final class ValueText {

    private static final int DIGITS = 4;
    private static final double SMALLEST = 1e-3;
    private static final double LARGEST = 1e6;

    private ValueText() {}

    /**
     * A value in words: doubles with four significant digits, a map that names a component as that name with its settings
     * in brackets, such as {@code focal (gamma 2)}.
     *
     * @param value as {@link Parameters} allows
     */
    public static String of(Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return String.valueOf(value);
    }

    /**
     * The value of a dimension in words, which must be there. Settings of a component that are a dimension of their own
     * are left out: of {@code focal (gamma 2)} for x only focal is said where there is an x.gamma.
     *
     * @param parameters of a trial
     * @param name of the dimension
     */
    public static String of(Parameters parameters, String name) {
        Object value = parameters.value(name).orElseThrow();
        if (!(value instanceof Map<?, ?> map)) {
            return of(value);
        }
        Map<Object, Object> own = new LinkedHashMap<>(map);
        own.keySet().removeIf(key -> parameters.value(name + "." + key).isPresent());
        return of(own);
    }

    private static String map(Map<?, ?> map) {
        boolean named = map.containsKey("name");
        String settings = map.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("name"))
                .map(entry -> entry.getKey() + " " + of(entry.getValue()))
                .collect(Collectors.joining(", "));
        if (!named) {
            return "{" + settings + "}";
        }
        return of(map.get("name")) + (settings.isEmpty() ? "" : " (" + settings + ")");
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        if (value != 0 && (size < SMALLEST || size >= LARGEST)) {
            String digits = rounded.unscaledValue().abs().toString();
            int exponent = digits.length() - 1 - rounded.scale();
            return (value < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "")
                    + "e" + exponent;
        }
        return rounded.toPlainString();
    }
}
