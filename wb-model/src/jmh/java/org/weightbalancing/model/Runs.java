package org.weightbalancing.model;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Passes of one layer or vertex on the same numbers each time. */
final class Runs {

    // As in a network, arrays are taken from a workspace: else what is measured is the operating system's paging.
    private static final WorkspaceConfiguration SETTINGS = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .overallocationLimit(0.1)
            .build();
    private static final int BLOCK = 16;

    private final Pass pass;
    private final String workspace;
    private final LayerWorkspaceMgr memory;
    private final INDArray[] x;
    private final INDArray epsilon;

    private Runs(Pass pass, String workspace, INDArray... x) {
        this.pass = pass;
        this.workspace = workspace;
        this.memory = LayerWorkspaceMgr.builder()
                .defaultWorkspace(workspace, SETTINGS)
                .build();
        this.x = x;
        try (MemoryWorkspace opened = open()) {
            INDArray output = pass.forward(memory, x);
            INDArray drawn = drawn(9, Activations.channelsLast(output).shape());
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                this.epsilon = output.rank() == drawn.rank() ? drawn.detach() : inBlocks(drawn);
            }
            pass.backward(memory, epsilon);
        }
    }

    /** Runs on inputs in the order [b, h, w, c]. */
    static Runs of(Pass pass, INDArray... x) {
        return new Runs(pass, "CHANNELS_LAST", x);
    }

    /** Runs on the same inputs in blocks of sixteen channels, as our networks hand them on; see {@link Activations}. */
    static Runs blocked(Pass pass, INDArray... x) {
        return new Runs(pass, "BLOCKED", Arrays.stream(x).map(Runs::inBlocks).toArray(INDArray[]::new));
    }

    private static INDArray inBlocks(INDArray x) {
        return x.reshape('c', x.size(0), x.size(1), x.size(2), x.size(3) / BLOCK, BLOCK)
                .permute(0, 3, 1, 2, 4)
                .dup('c');
    }

    static INDArray drawn(int seed, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    /** The workspace of the passes; closing it gives up what they gave. */
    MemoryWorkspace open() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(SETTINGS, workspace);
    }

    /** A forward pass in the open workspace. */
    INDArray forward() {
        return pass.forward(memory, x);
    }

    /** A backward pass in the workspace of the forward pass before it. */
    INDArray[] backward() {
        return pass.backward(memory, epsilon);
    }

    /** Throws unless both give the same output and the same gradients of inputs and of the first parameters. */
    static void compare(Runs one, Runs other, long parameters) {
        try (MemoryWorkspace ours = one.open();
                MemoryWorkspace theirs = other.open()) {
            close("output", one.forward(), other.forward());
            INDArray[] actual = one.backward();
            INDArray[] expected = other.backward();
            for (int i = 0; i < expected.length; i++) {
                close("gradient of input " + i, actual[i], expected[i]);
            }
            close("gradient", one.first(parameters), other.first(parameters));
        }
    }

    private INDArray first(long parameters) {
        INDArray gradients = pass.gradients();
        return gradients.reshape(gradients.length()).get(NDArrayIndex.interval(0, Math.max(1, parameters)));
    }

    // By length, not by the largest entry: where rounding decides the sign before a ReLU, an entry differs wholly.
    private static void close(String what, INDArray actual, INDArray expected) {
        INDArray plain = Activations.channelsLast(actual).reshape(expected.shape());
        double error = plain.sub(expected).norm2Number().doubleValue();
        double length = expected.norm2Number().doubleValue();
        if (!(error <= 2e-3 * length)) {
            throw new IllegalStateException("The " + what + " differs by " + error + ", where the length is " + length);
        }
    }
}
