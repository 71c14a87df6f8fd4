/**
 * Measures the geometry of a network: where the features of classes lie, and how long the weights of layers are.
 *
 * <pre>{@code
 * INDArray features = network.feedForward(images, false).get(LayerNames.FEATURES);
 * FeatureGeometry geometry = FeatureGeometry.of(features, labels, network);
 * geometry.fisherRatio();                                    // how well classes are told apart linearly
 * geometry.collapse().nc1();                                 // how small classes are against their distances
 * for (LayerNorms layer : LayerNorms.of(network)) {
 *     layer.effectiveLearningRate(0.1);
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.model.geometry.FeatureGeometry} is of features, with
 *       {@link org.weightbalancing.model.geometry.NeuralCollapse} of features and classifier;
 *   <li>{@link org.weightbalancing.model.geometry.LayerNorms} is of the weights of one layer.
 * </ul>
 */
package org.weightbalancing.model.geometry;
