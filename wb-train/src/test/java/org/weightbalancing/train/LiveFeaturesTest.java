package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

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
