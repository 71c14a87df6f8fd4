package org.weightbalancing.train;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.workspace.ND4JWorkspaceException;

/** Computes what one layer of a network gives, and nothing behind it. */
final class LayerOutput {

    private final ComputationGraph graph;
    private final String layer;
    private boolean workspaces = true;
    private boolean provenInTraining;

    LayerOutput(ComputationGraph graph, String layer) {
        if (graph.getVertex(layer) == null) {
            throw new IllegalArgumentException("the graph has no layer \"" + layer + "\", allowed are "
                    + graph.getConfiguration().getVertices().keySet());
        }
        this.graph = graph;
        this.layer = layer;
    }

    /** The output in inference mode, outside of DL4J's workspaces. */
    INDArray inferred(INDArray images) {
        return workspaces ? attempt(images, false, () -> {}) : withoutWorkspaces(images, false);
    }

    /**
     * The output in training mode, outside of DL4J's workspaces. Running statistics move, and must move once: the first
     * attempt is taken back if it fails.
     */
    INDArray trained(INDArray images) {
        if (!workspaces) {
            return withoutWorkspaces(images, true);
        }
        if (provenInTraining) {
            return output(images, true);
        }
        try (Snapshot before = new Snapshot(graph)) {
            INDArray result = attempt(images, true, before::restore);
            provenInTraining = workspaces;
            return result;
        }
    }

    /**
     * Tries with workspaces, without which every activation would wait for the garbage collector. DL4J cannot stop with
     * workspaces at each layer: it leaves one open where the layer's input is needed elsewhere too, and does not open the
     * one that batch normalization of rank 2 works in. Such layers are read without workspaces.
     */
    private INDArray attempt(INDArray images, boolean training, Runnable takeBack) {
        try {
            return output(images, training);
        } catch (ND4JWorkspaceException unsupported) {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            takeBack.run();
            workspaces = false;
            return withoutWorkspaces(images, training);
        }
    }

    private INDArray withoutWorkspaces(INDArray images, boolean training) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        WorkspaceMode inference = configuration.getInferenceWorkspaceMode();
        WorkspaceMode train = configuration.getTrainingWorkspaceMode();
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
        try {
            return output(images, training);
        } finally {
            configuration.setInferenceWorkspaceMode(inference);
            configuration.setTrainingWorkspaceMode(train);
        }
    }

    private INDArray output(INDArray images, boolean training) {
        return graph.output(List.of(layer), training, new INDArray[] {images}, null)[0];
    }
}
