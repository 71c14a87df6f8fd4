package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.workspace.ND4JWorkspaceException;

class LiveFeaturesTest {

    private static final String LAYER = "norm";

    private final ComputationGraph network = TinyNetwork.normalized();

    private LiveFeatures live(boolean training) {
        return new LiveFeatures(network, LAYER, FeatureBatches.sequential(TinyNetwork.bank(10), 4), training);
    }

    @Test
    void inInferenceModeTheFeaturesAreThoseOfTheBank() {
        FeatureBank bank = FeatureBank.of(network, LAYER, FeatureBatches.sequential(TinyNetwork.bank(10), 4));
        INDArray expected = bank.features(0);
        LiveFeatures features = live(false);
        int row = 0;
        while (features.hasNext()) {
            DataSet batch = features.next();
            for (int i = 0; i < batch.numExamples(); i++, row++) {
                assertThat(batch.getFeatures().getRow(i)).isEqualTo(expected.getRow(row));
                assertThat(batch.getLabels().getRow(i).argMax().getInt(0)).isEqualTo(bank.labels()[row]);
            }
        }
        assertThat(row).isEqualTo(10);
    }

    @Test
    void inInferenceModeNoParameterMoves() {
        INDArray before = network.params().dup();
        live(false).next();
        assertThat(network.params()).isEqualTo(before);
    }

    @Test
    void inTrainingModeABatchIsNormalizedByItsOwnStatistics() {
        INDArray weights = network.getParam("features_W").dup();
        INDArray classifier = network.getParam("classifier_W").dup();
        DataSet batch = live(true).next();
        // Normalized by its own statistics, each feature of a batch has mean 0.
        assertThat(batch.getFeatures().mean(0).amaxNumber().doubleValue()).isLessThan(1e-5);
        assertThat(network.getParam("features_W")).isEqualTo(weights);
        assertThat(network.getParam("classifier_W")).isEqualTo(classifier);
    }

    /** What a forward pass moves: here all parameters, by one. */
    @Test
    void aPassThatFailsInWorkspacesIsTakenBackBeforeItIsRepeated() {
        INDArray before = network.params().dup();
        List<WorkspaceMode> passes = new ArrayList<>();
        LiveFeatures features = moving(passes, true);
        features.next();
        assertThat(network.params()).isEqualTo(before.add(1));
        features.next();
        assertThat(network.params().equalsWithEps(before.add(2), 1e-6)).isTrue();
        assertThat(passes).containsExactly(WorkspaceMode.ENABLED, WorkspaceMode.NONE, WorkspaceMode.NONE);
        assertThat(network.getConfiguration().getTrainingWorkspaceMode()).isEqualTo(WorkspaceMode.ENABLED);
    }

    @Test
    void aPassThatGetsThroughUsesWorkspaces() {
        INDArray before = network.params().dup();
        List<WorkspaceMode> passes = new ArrayList<>();
        LiveFeatures features = moving(passes, false);
        features.next();
        INDArray second = features.next().getFeatures();
        assertThat(second.isAttached()).isFalse();
        assertThat(network.params().equalsWithEps(before.add(2), 1e-6)).isTrue();
        assertThat(passes).containsExactly(WorkspaceMode.ENABLED, WorkspaceMode.ENABLED);
    }

    private LiveFeatures moving(List<WorkspaceMode> passes, boolean failing) {
        ComputationGraph graph = new ComputationGraph(network.getConfiguration()) {
            private static final long serialVersionUID = 1L;

            @Override
            public INDArray[] output(List<String> layers, boolean train, INDArray[] features, INDArray[] masks) {
                params().addi(1);
                passes.add(getConfiguration().getTrainingWorkspaceMode());
                if (failing && getConfiguration().getTrainingWorkspaceMode() != WorkspaceMode.NONE) {
                    throw new ND4JWorkspaceException("not in a workspace");
                }
                return super.output(layers, train, features, masks);
            }
        };
        graph.init(network.params(), false);
        return new LiveFeatures(graph, "classifier", FeatureBatches.sequential(TinyNetwork.bank(10), 4), true);
    }

    @Test
    void resettingMovesOnToTheNextEpoch() {
        LiveFeatures features = live(false);
        features.next();
        features.reset();
        int batches = 0;
        while (features.hasNext()) {
            features.next(5);
            batches++;
        }
        assertThat(batches).isEqualTo(2);
        assertThat(features.asyncSupported()).isFalse();
    }

    @Test
    void anUnknownLayerIsRefused() {
        assertThatThrownBy(() ->
                        new LiveFeatures(network, "feature", FeatureBatches.sequential(TinyNetwork.bank(2), 1), false))
                .hasMessageContaining("no layer \"feature\"")
                .hasMessageContaining("features");
    }

    @Test
    void refusesToBeSerialized() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(live(true)))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("org.weightbalancing.train.LiveFeatures");
    }
}
