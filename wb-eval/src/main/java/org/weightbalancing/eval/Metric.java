package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A number of a report that can be named in files, searched for and compared; a fraction 0..1, larger is better. */
public enum Metric implements ToDoubleFunction<LongTailReport> {
    /** {@link LongTailReport#accuracy()}. */
    ACCURACY(LongTailReport::accuracy),
    /** {@link LongTailReport#meanClassAccuracy()}. */
    MEAN_CLASS_ACCURACY(LongTailReport::meanClassAccuracy),
    /** {@link LongTailReport#many()}. */
    MANY(LongTailReport::many),
    /** {@link LongTailReport#medium()}. */
    MEDIUM(LongTailReport::medium),
    /** {@link LongTailReport#few()}. */
    FEW(LongTailReport::few),
    /** The least accuracy of any class with test items; NaN if there is none. */
    WORST_CLASS_ACCURACY(report -> Arrays.stream(report.classAccuracies())
            .filter(accuracy -> !Double.isNaN(accuracy))
            .min()
            .orElse(Double.NaN));

    @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
    private final ToDoubleFunction<LongTailReport> value;

    Metric(ToDoubleFunction<LongTailReport> value) {
        this.value = value;
    }

    /**
     * Returns the metric of a name.
     *
     * @param name as {@link #toString()} gives it, such as {@code mean-class-accuracy}
     * @throws IllegalArgumentException for an unknown name; the message offers the nearest and lists all
     */
    public static Metric named(String name) {
        List<String> known = Arrays.stream(values()).map(Metric::toString).toList();
        int index = known.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("unknown metric \"" + name + "\"; did you mean \""
                    + NearestName.of(name, known) + "\"? The metrics are " + known);
        }
        return values()[index];
    }

    @Override
    public double applyAsDouble(LongTailReport report) {
        return value.applyAsDouble(report);
    }

    /** Returns the name used in files: lower case, words joined by dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
