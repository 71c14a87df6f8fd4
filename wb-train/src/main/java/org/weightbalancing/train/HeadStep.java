package org.weightbalancing.train;

import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a {@link HeadGraph} to the numbers that {@code graph.fit} comes to but for rounding, with the same calls of the
 * listeners and the same view of the graph from them. Of a linear layer they are the same bit for bit where matrix products
 * and sums are rounded in the same order.
 *
 * <p>DL4J's step sets up workspaces and views for a graph of any shape, computes the gradient of the input and looks at
 * the loss twice: of a classifier on features most of the time. This one consists of one pass of {@link HeadArithmetic}
 * forth and back, one of the loss and one {@link HeadUpdate}, in arrays that stay. Threads share nothing.
 */
final class HeadStep implements Step {

    static final String WORKSPACE = "WB_HEAD_STEP";

    private static final WorkspaceConfiguration ROOM_FOR_LOSS = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final HeadGraph head;
    private final ComputationGraph graph;
    private final ComputationGraphConfiguration counts;
    private final Gradient gradient;
    private final HeadArithmetic arithmetic;
    private final HeadUpdate update;

    HeadStep(HeadGraph head, HeadArithmetic arithmetic) {
        this.head = head;
        this.graph = head.graph();
        this.counts = graph.getConfiguration();
        this.gradient = head.gradient();
        this.arithmetic = arithmetic;
        this.update = new HeadUpdate(graph, head.updater());
    }

    @Override
    @SuppressWarnings("try") // The scope is entered for its effect, not for its value.
    public void fit(DataSet batch) {
        if (!head.takes(batch)) {
            graph.fit(batch);
            return;
        }
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            graph.setInputs(batch.getFeatures());
            graph.setLabels(batch.getLabels());
            head.tellCounts();
            Map<String, INDArray> activations = head.activations(batch.getFeatures());
            tell(listener -> listener.onForwardPass(graph, activations));
            graph.setScore(differentiate(batch) / graph.batchSize());
            graph.setGradient(gradient);
            tell(listener -> listener.onBackwardPass(graph));
            tell(listener -> listener.onGradientCalculation(graph));
            int iteration = counts.getIterationCount();
            int epoch = counts.getEpochCount();
            update.step(graph.batchSize(), iteration, epoch);
            tell(listener -> listener.iterationDone(graph, iteration, epoch));
            counts.setIterationCount(iteration + 1);
            head.tellCounts();
        }
    }

    private void tell(Consumer<TrainingListener> what) {
        graph.getListeners().forEach(what);
    }

    /** Leaves the gradient in the graph and gives the sum of the losses. */
    @SuppressWarnings("try")
    private double differentiate(DataSet batch) {
        INDArray logits = arithmetic.logits(batch.getFeatures());
        // What a loss allocates is gone with the scope, as in DL4J's own step.
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace(ROOM_FOR_LOSS, WORKSPACE)) {
            Pair<Double, INDArray> loss = head.loss(batch.getLabels(), logits);
            update.clearFixed();
            arithmetic.backward(batch.getFeatures(), loss.getSecond());
            return loss.getFirst();
        }
    }

    @Override
    public void close() {
        arithmetic.close();
        Nd4j.getWorkspaceManager()
                .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(ROOM_FOR_LOSS, WORKSPACE));
    }
}
