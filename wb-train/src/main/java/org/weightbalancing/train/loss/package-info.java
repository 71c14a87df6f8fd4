/**
 * Loss functions for long-tailed classification, each a {@link org.nd4j.linalg.lossfunctions.ILossFunction} defined on
 * logits.
 *
 * <p>The idea: a loss is a function of one example's logits z [C] and target t [C], computed in double precision in log
 * space whatever the network's data type, so that no probability is ever clamped and no logit is too large. The output
 * layer's activation may be softmax (the losses apply it themselves) or identity, and sigmoid for losses on sigmoids.
 *
 * <pre>{@code
 * int[] counts = {500, 120, 30, 5};
 * var output = new OutputLayer.Builder(new ClassBalancedCrossEntropy(counts, 0.9999))
 *         .activation(Activation.SOFTMAX).nIn(64).nOut(4).build();
 * }</pre>
 *
 * <ul>
 *   <li>Weights: {@link org.weightbalancing.train.loss.CrossEntropy},
 *       {@link org.weightbalancing.train.loss.WeightedCrossEntropy} with a
 *       {@link org.weightbalancing.train.loss.Reduction},
 *       {@link org.weightbalancing.train.loss.ClassBalancedCrossEntropy},
 *       {@link org.weightbalancing.train.loss.ClassBalancedSoftmaxBce} on softmax probabilities,
 *       {@link org.weightbalancing.train.loss.ClassBalancedSigmoid} and
 *       {@link org.weightbalancing.train.loss.ClassBalancedFocal} on sigmoids,
 *       {@link org.weightbalancing.train.loss.InfluenceBalancedLoss} by the features.
 *   <li>Focus on hard examples: {@link org.weightbalancing.train.loss.FocalLoss},
 *       {@link org.weightbalancing.train.loss.SigmoidFocalLoss}.
 *   <li>Margins, shifts and scales of the logits: {@link org.weightbalancing.train.loss.LdamLoss},
 *       {@link org.weightbalancing.train.loss.BalancedSoftmaxLoss},
 *       {@link org.weightbalancing.train.loss.LogitAdjustedLoss},
 *       {@link org.weightbalancing.train.loss.VectorScalingLoss},
 *       {@link org.weightbalancing.train.loss.ClassDependentTemperatureLoss},
 *       {@link org.weightbalancing.train.loss.EqualizationLoss}, {@link org.weightbalancing.train.loss.SeesawLoss},
 *       {@link org.weightbalancing.train.loss.LadeLoss}.
 *   <li>Other targets: {@link org.weightbalancing.train.loss.LabelSmoothingLoss},
 *       {@link org.weightbalancing.train.loss.LabelAwareSmoothingLoss} with a
 *       {@link org.weightbalancing.train.loss.Shape}, {@link org.weightbalancing.train.loss.DistillationLoss},
 *       {@link org.weightbalancing.train.loss.DotRegressionLoss}.
 *   <li>In the course of training: {@link org.weightbalancing.train.loss.DeferredLoss};
 *       {@link org.weightbalancing.train.loss.TimedLoss} and {@link org.weightbalancing.train.loss.FeatureLoss} are told
 *       the step and the features.
 *   <li>Of training counts: {@link org.weightbalancing.train.loss.ClassWeights},
 *       {@link org.weightbalancing.train.loss.ClassPriors}.
 * </ul>
 *
 * <p>Common to all, unless a loss says otherwise: labels are one-hot or soft [b, C]; {@code computeGradient} returns one
 * gradient per example [b, C], not divided by the batch size, because DL4J's updater divides; a mask of one number per
 * example [b, 1] multiplies that example's loss and gradient; {@code average} divides by the number of rows b, masked or
 * not, as DL4J's own losses do. A loss whose value is not a mean over b scales its examples so that this division leaves
 * that value.
 */
package org.weightbalancing.train.loss;
