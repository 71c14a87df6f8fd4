package org.weightbalancing.app.training;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.weightbalancing.train.Validation;

/** Fits the network of one stage, from its start or from where it was left. */
public interface StageFitting {

    /**
     * What a stage is fitted on.
     *
     * @param batches what the network sees
     * @param start where they begin when the stage goes on
     * @param validation after each epoch
     * @param probe on which the geometry of its features is measured
     * @param more what the state of the stage is besides that of its trainer
     */
    record Feed(
            DataSetIterator batches,
            StageInput.Start start,
            Validation validation,
            Probe probe,
            Supplier<Map<String, byte[]>> more) {}

    /** What is kept of the state in which the stage was left, besides the trainer's own. */
    Optional<Map<String, byte[]>> savedParts();

    /** Fits a network, which changes. */
    void fit(ComputationGraph network, Feed feed);

    /**
     * Hears what the network says of the images that it is validated on.
     *
     * @param logits of all of them
     */
    default void validated(ValidatedLogits logits) {}
}
