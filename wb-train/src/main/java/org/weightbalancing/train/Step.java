package org.weightbalancing.train;

import java.util.Optional;
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
        return of(graph, (layer, gradients) -> Optional.empty());
    }

    /** As {@link #of(ComputationGraph)} where the arithmetic of further output layers is known. */
    static Step of(ComputationGraph graph, HeadArithmetic.Source heads) {
        return of(graph, heads, Nd4j.getExecutioner().type());
    }

    /** As {@link #of(ComputationGraph, HeadArithmetic.Source)} where such an executioner runs. */
    static Step of(ComputationGraph graph, HeadArithmetic.Source heads, ExecutionerType type) {
        return HeadGraph.of(graph)
                .filter(head -> NativeFloats.isComputedWith(type))
                .<Step>flatMap(head -> head.arithmetic(heads).map(arithmetic -> new HeadStep(head, arithmetic)))
                .orElseGet(() -> graph::fit);
    }
}
