package org.weightbalancing.app;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.data.ImageSet;

/** How a stage measures the network it trains, once it is known on which images. */
@FunctionalInterface
interface ValidationMeasure {

    ToDoubleFunction<ComputationGraph> on(ImageSet set);
}
