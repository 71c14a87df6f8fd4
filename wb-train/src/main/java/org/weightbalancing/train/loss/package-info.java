/**
 * Loss functions for long-tailed classification, each a {@link org.nd4j.linalg.lossfunctions.ILossFunction} defined on
 * logits.
 *
 * <p>The idea: a loss is a function of one example's logits z [C] and target t [C], computed in double precision in log
 * space whatever the network's data type, so that no probability is ever clamped and no logit is too large. The output
 * layer's activation may be softmax (the losses apply it themselves) or identity.
 *
 * <pre>{@code
 * int[] counts = {500, 120, 30, 5};
 * var output = new OutputLayer.Builder(new ClassBalancedCrossEntropy(counts, 0.9999))
 *         .activation(Activation.SOFTMAX).nIn(64).nOut(4).build();
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.train.loss.CrossEntropy}: softmax cross-entropy.
 *   <li>{@link org.weightbalancing.train.loss.ClassBalancedCrossEntropy}: cross-entropy weighted per class.
 *   <li>{@link org.weightbalancing.train.loss.ClassBalancedSoftmaxBce}: binary cross-entropy on softmax probabilities,
 *       weighted per class.
 *   <li>{@link org.weightbalancing.train.loss.ClassWeights}: class weights from training counts.
 * </ul>
 *
 * <p>Common to all: labels are one-hot or soft [b, C]; {@code computeGradient} returns one gradient per example [b, C],
 * not divided by the batch size, because DL4J's updater divides; a mask of one number per example [b, 1] multiplies that
 * example's loss and gradient; {@code average} divides by the number of rows b, masked or not, as DL4J's own losses do.
 */
package org.weightbalancing.train.loss;
