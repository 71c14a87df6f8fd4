package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class FiniteSearchTest {

    private final ComputationGraph graph = TinyNetwork.normalized();
    private final INDArray before = graph.params().dup();

    private DivergedException diverged(DataSetPreProcessor images, TrainingListener... listeners) {
        FeatureBatches batches = TinyNetwork.batches(30, 8);
        batches.setPreProcessor(images);
        DivergedException diverged = catchThrowableOfType(DivergedException.class, () -> new Trainer()
                .fit(
                        graph,
                        TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST),
                        batches,
                        Validation.none(),
                        List.of(listeners)));
        assertThat(diverged).hasMessageContaining("; first non-finite values: " + diverged.where() + "; ");
        // The second look at the batch leaves nothing behind, running statistics included.
        Exactly.assertSame(graph.params(), before);
        return diverged;
    }

    private static TrainingListener poison(String layer, String parameter, double value) {
        return new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                ((ComputationGraph) model).getLayer(layer).getParam(parameter).putScalar(0, value);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"features, b, NaN", "norm, gamma, Infinity", "norm, mean, NaN", "classifier, W, -Infinity"})
    void namesTheParameterThatBrokeInTheStepBefore(String layer, String parameter, double value) {
        DivergedException diverged = diverged(batch -> {}, poison(layer, parameter, value));
        assertThat(diverged.where()).isEqualTo("parameter \"" + parameter + "\" of layer \"" + layer + "\"");
    }

    @Test
    void namesTheFirstOfSeveralParametersInTheOrderOfTheForwardPass() {
        DivergedException diverged =
                diverged(batch -> {}, poison("classifier", "b", Double.NaN), poison("features", "b", Double.NaN));
        assertThat(diverged.where()).isEqualTo("parameter \"b\" of layer \"features\"");
    }

    @Test
    void looksIntoFrozenLayersToo() {
        ComputationGraph frozen = new TransferLearning.GraphBuilder(graph)
                .setFeatureExtractor("norm")
                .build();
        assertThat(new FiniteSearch(frozen).inParameters()).isEmpty();
        frozen.getLayer("norm").getParam("mean").putScalar(1, Double.NaN);
        assertThat(new FiniteSearch(frozen).inParameters()).contains("parameter \"mean\" of layer \"norm\"");
    }

    @Test
    void namesTheInput() {
        DivergedException diverged = diverged(batch -> batch.getFeatures().putScalar(0, Double.NaN));
        assertThat(diverged.where()).isEqualTo("the input");
        assertThat(diverged.step()).isZero();
    }

    @Test
    void namesTheLabels() {
        assertThat(diverged(batch -> batch.getLabels().putScalar(0, Double.NaN)).where())
                .isEqualTo("the labels");
    }

    /** Normalized values reach beyond 1.2, and 1.2 times 3e38 is more than a float holds. */
    @Test
    void namesTheLayerWhoseActivationsOverflow() {
        TrainingListener large = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                ((ComputationGraph) model).getLayer("norm").getParam("gamma").assign(3e38);
            }
        };
        DivergedException diverged = diverged(batch -> {}, large);
        assertThat(diverged.where()).isEqualTo("activations of layer \"norm\"");
        assertThat(diverged.step()).isEqualTo(1);
    }

    @Test
    void namesTheLossWhenAllElseIsFinite() {
        FeatureBatches batches = TinyNetwork.batches(30, 8);
        Stage stage = new Stage("stage", 1, new ConstantSchedule(0.1), 0, new UndefinedLoss(), CheckpointPolicy.LAST);
        DivergedException diverged = catchThrowableOfType(
                DivergedException.class, () -> new Trainer().fit(graph, stage, batches, Validation.none(), List.of()));
        assertThat(diverged.where()).isEqualTo("the loss itself (all activations are finite)");
    }

    private static final class UndefinedLoss extends LossMCXENT {
        private static final long serialVersionUID = 1L;

        @Override
        public double computeScore(
                INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
            return Double.NaN;
        }
    }

    @Test
    void aFailureOfTheSecondLookHidesNothing() {
        DataSet wrong = new DataSet(Nd4j.ones(2, 99), Nd4j.ones(2, 3));
        assertThat(new FiniteSearch(graph).behindLoss(wrong))
                .startsWith("not found, as the batch went forward no second time: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void largeValuesAreFinite(DataType type) {
        double largest = type == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
        INDArray values = Nd4j.valueArrayOf(new long[] {3, 2}, largest, type);
        assertThat(FiniteSearch.isFinite(values)).isTrue();
        for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            INDArray with = values.dup();
            with.putScalar(2, 1, broken);
            assertThat(FiniteSearch.isFinite(with)).isFalse();
        }
    }
}
