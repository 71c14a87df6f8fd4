package org.weightbalancing.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** Trains a graph by one batch at a time. */
interface Step extends AutoCloseable {

    /** Does what {@code graph.fit(batch)} does, listeners included. */
    void fit(DataSet batch);

    /** Gives the memory back that steps worked in. */
    @Override
    default void close() {}

    /** The fastest step for a graph that a stage has been installed in. */
    static Step of(ComputationGraph graph) {
        return LinearHead.of(graph).<Step>map(HeadStep::new).orElseGet(() -> graph::fit);
    }
}
