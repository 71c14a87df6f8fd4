package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A number of a report that can be named in files, searched for and compared.
 *
 * <p>In the formulas n_c items truly belong to class c of C, m_c are predicted as c and t_c both; a_c = t_c / n_c is the
 * accuracy of class c, and a mean over classes is one over the T classes with n_c &gt; 0; p_ic is the probability, the
 * softmax of the logits, of class c for item i of N, y_i its true class. All are fractions 0..1 but {@link #NLL} and
 * {@link #BRIER}; all are NaN without items. Those from {@link #TOP_5_ACCURACY} on need probabilities and are NaN where
 * only predictions are known.
 */
public enum Metric implements ToDoubleFunction<LongTailReport> {
    /** The fraction of all items that are predicted correctly: sum_c t_c / N. */
    ACCURACY,
    /** The mean accuracy of the classes: (1/T) sum_c a_c, the balanced accuracy of Brodersen et al. (ICPR 2010). */
    MEAN_CLASS_ACCURACY,
    /** The mean accuracy of the many-shot classes; NaN if none has test items. */
    MANY,
    /** The mean accuracy of the medium-shot classes; NaN if none has test items. */
    MEDIUM,
    /** The mean accuracy of the few-shot classes; NaN if none has test items. */
    FEW,
    /** The least accuracy of any class with test items: {@link WorstClasses} with k = 1. */
    WORST_CLASS_ACCURACY,
    /** The mean accuracy of the worst tenth of the classes: {@link WorstClasses} with k = T/10, rounded up. */
    WORST_10_PERCENT,
    /**
     * The harmonic mean of the class accuracies: T / sum_c (1 / a_c), which is 0 if one of them is. Du and Wu, No One Left
     * Behind (CVPR 2023), judge methods by it and by the worst class.
     */
    HARMONIC_MEAN_ACCURACY,
    /**
     * The geometric mean of the class accuracies: exp((1/T) sum_c log a_c), which is 0 if one of them is; the G-mean of Sun,
     * Kamel and Wang (ICDM 2006).
     */
    GEOMETRIC_MEAN_ACCURACY,
    /**
     * The mean of F1_c = 2 t_c / (n_c + m_c) over the classes with n_c + m_c &gt; 0: a class that has no items but is
     * predicted counts, as 0. It is the averaged F1 of Opitz and Burst (Macro F1 and Macro F1, 2019).
     */
    MACRO_F1,
    /** The expected accuracy where the head is 50 times as frequent as the tail: {@link ShiftedPrior#forward}. */
    FORWARD_50,
    /** The expected accuracy where the head is 10 times as frequent as the tail: {@link ShiftedPrior#forward}. */
    FORWARD_10,
    /** The expected accuracy where the tail is 10 times as frequent as the head: {@link ShiftedPrior#backward}. */
    BACKWARD_10,
    /** The expected accuracy where the tail is 50 times as frequent as the head: {@link ShiftedPrior#backward}. */
    BACKWARD_50,
    /** The fraction of items whose true class is among the 5 of largest logit; of equal ones the lower class first. */
    TOP_5_ACCURACY,
    /** The negative log-likelihood, or cross entropy: -(1/N) sum_i log p_iy, in nats, at least 0; log C for uniform p. */
    NLL(false, false),
    /** The score of Brier (1950): (1/N) sum_i sum_c (p_ic - [c = y_i])^2, from 0 to 2. */
    BRIER(false, false),
    /** {@link Calibration#expected()} of 15 bins: the mean distance between confidence and accuracy. */
    ECE(false, true),
    /** {@link Calibration#maximum()} of 15 bins: the largest distance between confidence and accuracy. */
    MCE(false, true),
    /** {@link Calibration#adaptive()} of 15 bins: as {@link #ECE}, in bins of equally many items. */
    ADAPTIVE_ECE(false, true),
    /** The mean of the largest probability: (1/N) sum_i max_c p_ic; it describes, being no goal in itself. */
    CONFIDENCE,
    /**
     * The mean entropy as a fraction of the largest possible: -(1/N) sum_i sum_c p_ic log p_ic / log C; 1 for uniform p,
     * NaN for a single class; it describes, being no goal in itself.
     */
    ENTROPY(false, true);

    private final boolean largerIsBetter;
    private final boolean fraction;

    Metric() {
        this(true, true);
    }

    Metric(boolean largerIsBetter, boolean fraction) {
        this.largerIsBetter = largerIsBetter;
        this.fraction = fraction;
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

    /** Tells whether a better method has a better number; {@link #CONFIDENCE} and {@link #ENTROPY} only describe one. */
    public boolean isGoal() {
        return this != CONFIDENCE && this != ENTROPY;
    }

    /**
     * Tells whether a larger number means a better method; accuracies do, errors and losses do not. It means nothing unless
     * {@link #isGoal()}.
     */
    public boolean largerIsBetter() {
        return largerIsBetter;
    }

    /** Tells whether it is a fraction 0..1, which text shows as percent. */
    public boolean isFraction() {
        return fraction;
    }

    /**
     * Returns which interval of the bootstrap covers the true value about as often as it says: none for the worst classes, for
     * means that they rule (harmonic and geometric) and for the worst bin ({@link #MCE}), the reversed one for the
     * calibration errors that are means of distances, that of percentiles for all others.
     */
    public BootstrapInterval.Kind interval() {
        return switch (this) {
            case WORST_CLASS_ACCURACY, WORST_10_PERCENT, HARMONIC_MEAN_ACCURACY, GEOMETRIC_MEAN_ACCURACY, MCE ->
                BootstrapInterval.Kind.NONE;
            case ECE, ADAPTIVE_ECE -> BootstrapInterval.Kind.REVERSED;
            default -> BootstrapInterval.Kind.PERCENTILE;
        };
    }

    @Override
    public double applyAsDouble(LongTailReport report) {
        return report.values().get(this);
    }

    /** Returns the name used in files: lower case, words joined by dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
