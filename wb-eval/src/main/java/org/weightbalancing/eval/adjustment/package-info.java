/**
 * Changes of the logits of a trained network, on plain arrays.
 *
 * <p>A network trained on a long tail prefers the frequent classes and is too sure, or not sure enough, of what it says.
 * Both can be mended without training, by a factor and a summand for the logit of each class,
 * z'_c = scale_c z_c + shift_c. This is a {@link org.weightbalancing.eval.adjustment.LogitAdjustment}; the classes here are
 * ways to find its numbers, named as in the literature:
 *
 * <pre>{@code
 * LogitAdjustment balanced = AdditiveAdjustment.of(trainCounts, 1);         // from the training counts alone
 * LogitAdjustment calibrated = balanced.then(Temperature.fit(balanced.apply(validationLogits), validationLabels));
 * double[][] adjusted = calibrated.apply(testLogits);
 * }</pre>
 *
 * <p>From training counts: {@link org.weightbalancing.eval.adjustment.AdditiveAdjustment},
 * {@link org.weightbalancing.eval.adjustment.MultiplicativeAdjustment} and, for a known test prior,
 * {@link org.weightbalancing.eval.adjustment.PriorCorrection}. From validation items:
 * {@link org.weightbalancing.eval.adjustment.Temperature},
 * {@link org.weightbalancing.eval.adjustment.ClassWiseTemperature} and
 * {@link org.weightbalancing.eval.adjustment.VectorScaling}. Fit on validation items only, never on those that are tested.
 */
package org.weightbalancing.eval.adjustment;
