package org.weightbalancing.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One copy in memory of a network's parameters, batch-norm statistics included. */
final class Snapshot implements AutoCloseable {

    private final ComputationGraph graph;
    private final INDArray copy;

    // The workspace scope is entered for its effect, not for its value.
    @SuppressWarnings("try")
    Snapshot(ComputationGraph graph) {
        this.graph = graph;
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            this.copy = graph.params().dup();
        }
    }

    void take() {
        copy.assign(graph.params());
    }

    void restore() {
        graph.params().assign(copy);
    }

    /** The copy itself, to be read or overwritten. */
    INDArray values() {
        return copy;
    }

    /** Gives the memory back at once, which the garbage collector would do late; closing again does nothing. */
    @Override
    public void close() {
        copy.close();
    }
}
