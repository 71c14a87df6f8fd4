package org.weightbalancing.app.training;

import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.data.ImageSet;

/** How a stage gets the logits [n, classes] of images in the network it trains, once it is known of which images. */
@FunctionalInterface
interface ValidationMeasure {

    Function<ComputationGraph, INDArray> on(ImageSet set);
}
