package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;

/** What the configurations of all vertices without parameters answer alike. */
abstract class ParameterFree extends GraphVertex {

    private static final long serialVersionUID = 1;

    @Override
    public final long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public final int maxVertexInputs() {
        return minVertexInputs();
    }

    @Override
    public final MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(
                        getClass().getSimpleName(), getClass(), inputs[0], getOutputType(0, inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
