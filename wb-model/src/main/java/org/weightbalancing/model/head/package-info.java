/**
 * Classifier heads of long-tailed recognition, as ordinary output layers of any DL4J network.
 *
 * <pre>{@code
 * ComputationGraph network = ResNets.build(ResNetSpec.resnet32(100), new CosineHead(30, false), new LossMCXENT());
 *
 * new NeuralNetConfiguration.Builder().list()
 *         .layer(new DenseLayer.Builder().nIn(20).nOut(64).build())
 *         .layer(HeadOutputLayer.of(new EtfHead(true, 7), 64, 10, new LossMCXENT()));
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.model.head.Head} is the mathematics of a head, plain functions of arrays, and
 *       {@link org.weightbalancing.model.head.HeadParameter} one of its parameters;
 *       {@link org.weightbalancing.model.head.HeadOutputLayer} makes a layer of it, with any loss;
 *   <li>{@link org.weightbalancing.model.head.CosineHead}, {@link org.weightbalancing.model.head.EtfHead},
 *       {@link org.weightbalancing.model.head.LearnableWeightScaling},
 *       {@link org.weightbalancing.model.head.DisAlignHead} and
 *       {@link org.weightbalancing.model.head.NearestClassMean} are the heads;
 *   <li>{@link org.weightbalancing.model.head.CenteredMeans} computes the weights of a linear classifier from features;
 *   <li>{@link org.weightbalancing.model.Heads} makes heads from the classifier of a network, and
 *       {@link org.weightbalancing.model.Classifiers#replace} puts them in.
 * </ul>
 */
package org.weightbalancing.model.head;
