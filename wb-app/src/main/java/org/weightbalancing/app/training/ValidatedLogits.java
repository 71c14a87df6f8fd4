package org.weightbalancing.app.training;

import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.data.ImageSet;

/**
 * What a network says of the images that it is validated on, after an epoch.
 *
 * @param logits [n, classes], valid during the call
 * @param set the images
 * @param network the whole of it as it is now, not to be changed
 */
public record ValidatedLogits(INDArray logits, ImageSet set, Supplier<ComputationGraph> network) {}
