/**
 * Metrics for long tails, on plain arrays.
 *
 * <p>On a balanced test set accuracy hides which classes are learned, so results are given by groups of classes with
 * many, medium and few training images. Everything here works on {@code int[]}; a value that is undefined is NaN:
 *
 * <pre>{@code
 * int[] trainCounts = {500, 60, 5};
 * int[] truth     = {0, 0, 1, 1, 2, 2};
 * int[] predicted = {0, 0, 1, 0, 0, 2};
 * LongTailReport report = LongTailEvaluator.standard().evaluate(truth, predicted, trainCounts);
 * report.many();                                                  // 1.0
 * report.few();                                                   // 0.5
 * System.out.print(ReportText.table(Map.of("cross-entropy", report)));
 * new Bootstrap(1000, 0.95, 7).interval(Bootstrap::accuracy, truth, predicted);
 * }</pre>
 *
 * <p>{@link org.weightbalancing.eval.ConfusionMatrix} counts, {@link org.weightbalancing.eval.ShotGroups} assigns a
 * {@link org.weightbalancing.eval.Shot} to each class, {@link org.weightbalancing.eval.LongTailEvaluator} makes a
 * {@link org.weightbalancing.eval.LongTailReport} of both, a {@link org.weightbalancing.eval.Metric} picks a number of
 * it, {@link org.weightbalancing.eval.ReportText} writes it, {@link org.weightbalancing.eval.Bootstrap} says how sure it
 * is ({@link org.weightbalancing.eval.BootstrapInterval}). {@link org.weightbalancing.eval.PairedBootstrap} compares two
 * methods on the same items ({@link org.weightbalancing.eval.PairedDifference}), {@link
 * org.weightbalancing.eval.MeanInterval} sums up repetitions of an experiment. {@link org.weightbalancing.eval.Logits} reads
 * the output of a network and alone needs ND4J.
 */
package org.weightbalancing.eval;
