package org.weightbalancing.app;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * Remembers what the layers below a classifier were at the epoch that is selected: their running statistics may go on
 * moving while only the classifier is trained.
 */
final class BestBody {

    private final ComputationGraph network;
    private final boolean selects;
    private double best = Double.NEGATIVE_INFINITY;
    private Optional<INDArray> parameters = Optional.empty();

    BestBody(ComputationGraph network, CheckpointPolicy policy) {
        this.network = network;
        this.selects = policy != CheckpointPolicy.LAST;
    }

    /** Keeps the network's parameters if the value is the highest so far; gives the value back. */
    double remember(double value) {
        if (selects && value > best) {
            best = value;
            parameters = Optional.of(network.params().dup());
        }
        return value;
    }

    /** Gives the network the parameters it had at the highest value. */
    void restore() {
        parameters.ifPresent(network::setParams);
    }
}
