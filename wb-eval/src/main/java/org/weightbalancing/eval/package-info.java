/**
 * Metrics for long tails, on plain arrays.
 *
 * <p>On a balanced test set accuracy hides which classes are learned, so results are given by groups of classes with
 * many, medium and few training images. Everything here works on plain arrays; a value that is undefined is NaN:
 *
 * <pre>{@code
 * int[] trainCounts = {500, 60, 5};
 * int[] truth       = {0, 1, 1, 2};
 * double[][] logits = {{4, 1, 0}, {0, 2, 1}, {3, 1, 0}, {1, 0, 2}};
 * ItemScores scores = ItemScores.of(logits, truth);
 * LongTailReport report = LongTailEvaluator.standard().evaluate(scores, trainCounts);
 * report.many();                                                  // 1.0
 * report.medium();                                                // 0.5
 * report.values().get(Metric.ECE);                                // the calibration error
 * System.out.print(ReportText.table(Map.of("cross-entropy", report)));
 * new Bootstrap(1000, 0.95, 7).intervals(scores, trainCounts, LongTailEvaluator.standard());
 * }</pre>
 *
 * <p>Where only predicted classes are known, {@code evaluate(truth, predicted, trainCounts)} gives all metrics but those of
 * probabilities.
 *
 * <p>{@link org.weightbalancing.eval.ConfusionMatrix} counts predictions and {@link org.weightbalancing.eval.ItemScores}
 * reads logits, both batch after batch; a {@link org.weightbalancing.eval.LogitsFile} holds them as NumPy does, a {@link
 * org.weightbalancing.eval.NpyMatrix} any finite numbers. A {@link
 * org.weightbalancing.eval.ShotConvention}, {@link org.weightbalancing.eval.ShotGroups} or {@link
 * org.weightbalancing.eval.ShotRanks}, assigns a {@link org.weightbalancing.eval.Shot} to each class. {@link
 * org.weightbalancing.eval.LongTailEvaluator} makes a {@link org.weightbalancing.eval.LongTailReport} of both, with a {@link
 * org.weightbalancing.eval.ClassReport} of each class and the {@link org.weightbalancing.eval.Calibration}; a {@link
 * org.weightbalancing.eval.Metric} picks a number of it, {@link org.weightbalancing.eval.WorstClasses} and {@link
 * org.weightbalancing.eval.ShiftedPrior} work out further ones, and {@link org.weightbalancing.eval.ReportText} writes it.
 *
 * <p>{@link org.weightbalancing.eval.Bootstrap} says how sure a number is ({@link
 * org.weightbalancing.eval.BootstrapInterval}), {@link org.weightbalancing.eval.PairedBootstrap} compares two methods on the
 * same items ({@link org.weightbalancing.eval.PairedDifference}), {@link org.weightbalancing.eval.Holm} corrects for how
 * many are compared, and {@link org.weightbalancing.eval.MeanInterval} sums up repetitions of an experiment. {@link
 * org.weightbalancing.eval.Logits} reads the output of a network and alone needs ND4J.
 */
package org.weightbalancing.eval;
