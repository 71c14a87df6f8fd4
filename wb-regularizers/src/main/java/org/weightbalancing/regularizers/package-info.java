/**
 * Weight balancing on any layer of any DL4J network.
 *
 * <p>A {@link org.weightbalancing.regularizers.Regularizer} says what happens to a parameter, a
 * {@link org.weightbalancing.regularizers.ParameterFilter} to which ones, a
 * {@link org.weightbalancing.regularizers.Cadence} how often. In training the three meet in a listener; after training
 * {@link org.weightbalancing.regularizers.Regularizers#apply} does the same once:
 *
 * <pre>{@code
 * MaxNorm maxNorm = MaxNorm.fraction(0.1);
 * ParameterFilter classifier = ParameterFilter.layer("classifier");
 * graph.addListeners(
 *         new RegularizerListener(new WeightDecay(0.1), classifier, Cadence.EVERY_STEP),
 *         new RegularizerListener(maxNorm, classifier, Cadence.EVERY_STEP));
 * graph.fit(trainingData);
 * maxNorm.activity();                                                   // how many units were projected, and how far
 *
 * Regularizers.apply(graph, classifier, new TauNormalization(1.9));     // post hoc
 * double[] norms = WeightNorms.of(graph, "classifier");                 // one for each class
 * }</pre>
 *
 * <p>Rules: {@link org.weightbalancing.regularizers.WeightDecay},
 * {@link org.weightbalancing.regularizers.MaxNorm} (records {@link org.weightbalancing.regularizers.Projection}s),
 * {@link org.weightbalancing.regularizers.L2Normalization} and
 * {@link org.weightbalancing.regularizers.TauNormalization} (with a
 * {@link org.weightbalancing.regularizers.BiasPolicy}). A rule of one's own implements one method of
 * {@code Regularizer} on {@link org.weightbalancing.regularizers.Filters}, the view of a parameter as [units, fanIn]
 * with a {@link org.weightbalancing.regularizers.Norm}.
 */
package org.weightbalancing.regularizers;
