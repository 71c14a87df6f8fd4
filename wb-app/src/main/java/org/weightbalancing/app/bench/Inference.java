package org.weightbalancing.app.bench;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.InferenceNetwork;

/** The network that classifies for one that is trained: {@link Task#INFER} is a step of its {@code outputSingle}. */
@FunctionalInterface
interface Inference {

    /** By how much probabilities may differ. */
    double TOLERANCE = 1e-3;

    /** The network itself. */
    Inference SAME = network -> network;

    /** With batch normalization folded into convolutions, as wb evaluates. */
    Inference FOLDED = InferenceNetwork::of;

    /** Makes it from a network as it is now; asked anew before each turn, outside the time that counts. */
    ComputationGraph of(ComputationGraph network);

    /**
     * Refuses networks that do not compute the same.
     *
     * @throws IllegalStateException if probabilities of one image differ by more than {@link #TOLERANCE}, or are no
     *     numbers
     */
    static void requireAgreement(ComputationGraph network, ComputationGraph other, INDArray image) {
        double difference = network.outputSingle(image)
                .sub(other.outputSingle(image))
                .amaxNumber()
                .doubleValue();
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException("probabilities differ by " + difference
                    + " between a network and the one made of it for inference: they do not compute the same");
        }
    }
}
