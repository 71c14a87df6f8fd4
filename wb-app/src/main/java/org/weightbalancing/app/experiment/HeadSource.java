package org.weightbalancing.app.experiment;

import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.train.FeatureBank;

/**
 * What a head is made from.
 *
 * @param network with the classifier it had so far
 * @param loss that the head is trained with
 * @param fresh whether weights are drawn anew rather than taken over
 * @param seed of what is drawn
 * @param features of the training images, computed when asked for
 */
public record HeadSource(
        ComputationGraph network, ILossFunction loss, boolean fresh, long seed, Supplier<FeatureBank> features) {}
