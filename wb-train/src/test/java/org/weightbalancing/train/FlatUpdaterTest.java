package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Against DL4J's own updater, bit for bit. */
class FlatUpdaterTest {

    /** What a network may configure besides its updater. */
    enum Configured {
        NOTHING,
        ANOTHER_UPDATER,
        L2,
        CLIPPING;

        void change(BaseLayer layer) {
            switch (this) {
                case NOTHING -> layer.setGradientNormalization(GradientNormalization.None);
                case ANOTHER_UPDATER -> layer.setIUpdater(new Adam(0.01));
                case L2 -> layer.setRegularization(List.of(new L2Regularization(0.3)));
                case CLIPPING -> {
                    layer.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
                    layer.setGradientNormalizationThreshold(0.01);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Configured.class)
    void stepsAreThoseOfDl4j(Configured configured) {
        ComputationGraph flat = network(configured);
        ComputationGraph usual = network(configured);
        flat.setUpdater(new FlatUpdater(flat));
        // 10 rows in batches of 4: the last batch has 2.
        flat.fit(FeatureBatches.sequential(TinyNetwork.bank(10), 4), 3);
        usual.fit(FeatureBatches.sequential(TinyNetwork.bank(10), 4), 3);
        assertThat(flat.params()).isEqualTo(usual.params());
        assertThat(flat.getUpdater().getStateViewArray())
                .isEqualTo(usual.getUpdater().getStateViewArray());
    }

    @Test
    void whatIsConfiguredChangesTheSteps() {
        INDArray plain = trained(Configured.NOTHING);
        for (Configured configured : Configured.values()) {
            assertThat(plain.equals(trained(configured)))
                    .as(configured.name())
                    .isEqualTo(configured == Configured.NOTHING);
        }
    }

    @Test
    void runningStatisticsStayWhereTheForwardPassPutThem() {
        ComputationGraph flat = TinyNetwork.normalized();
        ComputationGraph usual = TinyNetwork.normalized();
        flat.setUpdater(new FlatUpdater(flat));
        flat.fit(FeatureBatches.sequential(TinyNetwork.bank(10), 4), 3);
        usual.fit(FeatureBatches.sequential(TinyNetwork.bank(10), 4), 3);
        assertThat(flat.params()).isEqualTo(usual.params());
    }

    @Test
    void frozenLayersStay() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(network(Configured.NOTHING))
                .setFeatureExtractor("features")
                .build();
        INDArray frozen = graph.getLayer("features").params().dup();
        INDArray trained = graph.getLayer("classifier").params().dup();
        graph.setUpdater(new FlatUpdater(graph));
        graph.fit(FeatureBatches.sequential(TinyNetwork.bank(12), 4));
        assertThat(graph.getLayer("features").params()).isEqualTo(frozen);
        assertThat(graph.getLayer("classifier").params()).isNotEqualTo(trained);
    }

    @Test
    void theGradientsOfAnotherNetworkAreTakenAsDl4jTakesThem() {
        ComputationGraph graph = network(Configured.NOTHING);
        INDArray foreign = Nd4j.valueArrayOf(new long[] {graph.numParams()}, 8f);
        graph.setUpdater(new FlatUpdater(graph));
        graph.getUpdater().update(new DefaultGradient(foreign), 0, 0, 4, LayerWorkspaceMgr.noWorkspaces());
        // The update of the first step is rate * gradient / batch = 0.1 * 8 / 4, written over the gradient.
        assertThat(foreign.minNumber().floatValue()).isEqualTo(0.2f);
        assertThat(foreign.maxNumber().floatValue()).isEqualTo(0.2f);
    }

    private static INDArray trained(Configured configured) {
        ComputationGraph graph = network(configured);
        graph.setUpdater(new FlatUpdater(graph));
        graph.fit(FeatureBatches.sequential(TinyNetwork.bank(10), 4), 3);
        return graph.params();
    }

    private static ComputationGraph network(Configured configured) {
        ComputationGraph graph = TinyNetwork.dense(DataType.FLOAT, new LossMCXENT(), new HeavyBall(0.1, 0.9));
        configured.change((BaseLayer) graph.getLayer("features").getConfig());
        graph.setUpdater(null);
        return graph;
    }
}
