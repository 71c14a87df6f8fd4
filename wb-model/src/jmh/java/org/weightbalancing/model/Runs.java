package org.weightbalancing.model;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** One layer by itself: a forward pass in training mode and a backward pass, on the same numbers each time. */
final class Runs {

    // As in a network, arrays are taken from a workspace: else what is measured is the operating system's paging.
    private static final String WORKSPACE = "BENCHMARK";
    private static final WorkspaceConfiguration WORKSPACE_SETTINGS = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .overallocationLimit(0.1)
            .build();
    private static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.builder()
            .defaultWorkspace(WORKSPACE, WORKSPACE_SETTINGS)
            .build();

    private final Layer layer;
    private final INDArray x;
    private final INDArray epsilon;
    private final INDArray gradients;

    private Runs(Layer layer, INDArray x, INDArray epsilon, INDArray gradients) {
        this.layer = layer;
        this.x = x;
        this.epsilon = epsilon;
        this.gradients = gradients;
    }

    /** The layer with given parameters, in the order in which it keeps them. */
    static Runs of(BaseLayer configuration, INDArray x, INDArray parameters) {
        configuration.setIUpdater(new NoOp());
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .layer(configuration)
                .build();
        INDArray own = parameters.dup();
        Layer layer = conf.getLayer().instantiate(conf, List.of(), 0, own, false, DataType.FLOAT);
        INDArray gradients = Nd4j.zeros(DataType.FLOAT, 1, own.length());
        layer.setBackpropGradientsViewArray(gradients);
        // 3x3, stride 1, as many channels out as in: the gradient of the output has the shape of the input.
        return new Runs(layer, x, drawn(2, x.shape()), gradients);
    }

    static INDArray drawn(int seed, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    /** Runs both passes; output and gradient of the input outlive the workspace only if they are asked for. */
    private INDArray[] run(boolean keep) {
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE_SETTINGS, WORKSPACE)) {
            layer.setInput(x, MEMORY);
            INDArray output = layer.activate(true, MEMORY);
            INDArray inputGradient =
                    layer.backpropGradient(epsilon, MEMORY).getSecond();
            return keep
                    ? new INDArray[] {output.detach(), inputGradient.detach()}
                    : new INDArray[0];
        }
    }

    INDArray forwardAndBackward() {
        run(false);
        return gradients;
    }

    /** Throws unless both give the same output and the same gradients of input and of the first parameters. */
    static void compare(Runs one, Runs other, long parameters, double tolerance) {
        INDArray[] actual = one.run(true);
        INDArray[] expected = other.run(true);
        close("output", actual[0], expected[0], tolerance);
        close("input gradient", actual[1], expected[1], tolerance);
        close("gradient", one.first(parameters), other.first(parameters), tolerance);
    }

    private INDArray first(long parameters) {
        return gradients.reshape(gradients.length()).get(NDArrayIndex.interval(0, parameters));
    }

    private static void close(String what, INDArray actual, INDArray expected, double tolerance) {
        double error = Transforms.abs(actual.sub(expected)).maxNumber().doubleValue();
        double scale = expected.amaxNumber().doubleValue();
        if (!(error <= tolerance * scale)) {
            throw new IllegalStateException(
                    "The " + what + " differs by " + error + " where the largest entry is " + scale);
        }
    }
}
