/**
 * Residual networks for small pictures, built from layers that are fast on a CPU, as ordinary ComputationGraphs.
 *
 * <pre>{@code
 * ComputationGraph network = ResNets.build(ResNetSpec.resnet32(100).seed(7), new LossMCXENT());
 * network.fit(batches);                                      // images are [b, h, w, c]
 * ComputationGraph classifier = Classifiers.extract(network, new LossMCXENT());
 * classifier.fit(featureBatches);                            // features are [b, 64]
 * Classifiers.install(classifier, network);
 * Checkpoints.write(network, Path.of("network.zip"));
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.model.ResNetSpec} says which network, {@link org.weightbalancing.model.ResNets}
 *       builds it, {@link org.weightbalancing.model.LayerNames} are the names others may rely on;
 *   <li>{@link org.weightbalancing.model.FastConvolution}, {@link org.weightbalancing.model.FastBatchNorm},
 *       {@link org.weightbalancing.model.AddRelu}, {@link org.weightbalancing.model.PadShortcut} and
 *       {@link org.weightbalancing.model.SpatialMean} are its layers, of use in any ComputationGraph;
 *       {@link org.weightbalancing.model.LayerPath} says what computes them;
 *   <li>{@link org.weightbalancing.model.Classifiers} takes the classifier out and puts it back or another in its place,
 *       {@link org.weightbalancing.model.Heads} makes others, those of {@link org.weightbalancing.model.head};
 *       {@link org.weightbalancing.model.FeatureNormPenalty} keeps features short;
 *   <li>{@link org.weightbalancing.model.Checkpoints} writes and reads networks,
 *       {@link org.weightbalancing.model.TorchWeights} takes weights over from PyTorch;
 *   <li>{@link org.weightbalancing.model.geometry} measures features and weights.
 * </ul>
 */
package org.weightbalancing.model;
