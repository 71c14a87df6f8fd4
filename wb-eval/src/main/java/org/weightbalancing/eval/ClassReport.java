package org.weightbalancing.eval;

/**
 * What one class adds to a {@link LongTailReport}: fractions 0..1, NaN where undefined.
 *
 * <p>With tp items of the class predicted as the class, n items that truly belong to it and m items predicted as it:
 *
 * @param items the number n of test items of the class
 * @param accuracy tp / n, its recall; NaN if n = 0
 * @param precision tp / m; NaN if m = 0: the class is never predicted
 * @param f1 2 tp / (n + m), the harmonic mean of the two; 0 if tp = 0, NaN only if n = m = 0
 * @param marginalLikelihood the mean of the probability of the class over all items of the test set, whatever their class:
 *     how much of the test set the network takes for this class; NaN if only predictions are known
 */
public record ClassReport(long items, double accuracy, double precision, double f1, double marginalLikelihood) {}
