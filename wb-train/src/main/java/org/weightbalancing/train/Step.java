package org.weightbalancing.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a graph by one batch at a time. */
interface Step extends AutoCloseable {

    /** Does what {@code graph.fit(batch)} does, listeners included. */
    void fit(DataSet batch);

    /** Gives the memory back that steps worked in. */
    @Override
    default void close() {}

    /** The fastest step for a graph that a stage has been installed in. */
    static Step of(ComputationGraph graph) {
        return of(graph, Nd4j.getExecutioner().type());
    }

    /** As {@link #of(ComputationGraph)} where such an executioner runs. */
    static Step of(ComputationGraph graph, ExecutionerType type) {
        return LinearHead.of(graph)
                .filter(head -> NativeFloats.isComputedWith(type))
                .<Step>map(HeadStep::new)
                .orElseGet(() -> graph::fit);
    }
}
