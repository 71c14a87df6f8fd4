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
 * ParameterFilter classifier = ParameterFilter.classifier().and(ParameterFilter.weights());
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
 * <p>Several rules compose in a stated order, that of the listeners. In each step all gradient rules come first, in list
 * order, then the updater, then all projections, in list order; at the end of an epoch its projections follow in list
 * order too. Each rule sees what those before it left behind, so {@code MaxNorm} before or after {@code L2Normalization}
 * is not the same; the last projection has the last word. Listeners that measure belong after them.
 *
 * <p>Training can stop in its middle and go on: a listener tells its {@code state()}, and a new one takes it back by
 * {@code resume(model, state)}. A rule that remembers is {@link org.weightbalancing.regularizers.Resumable}.
 *
 * <p>Rules that change gradients or come before the step: {@link org.weightbalancing.regularizers.WeightDecay} (coupled)
 * and {@link org.weightbalancing.regularizers.DecoupledWeightDecay}. Rules that project:
 * {@link org.weightbalancing.regularizers.MaxNorm} (records {@link org.weightbalancing.regularizers.Projection}s),
 * {@link org.weightbalancing.regularizers.L2Normalization} and
 * {@link org.weightbalancing.regularizers.TauNormalization}, with a
 * {@link org.weightbalancing.regularizers.BiasPolicy}. {@link org.weightbalancing.regularizers.OnUnits} restricts any of
 * them to chosen units, such as the classifier rows of the few-shot classes. A rule of one's own implements one method of
 * {@code Regularizer} on {@link org.weightbalancing.regularizers.Filters}, the view of a parameter as [units, fanIn] with
 * a {@link org.weightbalancing.regularizers.Norm}.
 */
package org.weightbalancing.regularizers;
