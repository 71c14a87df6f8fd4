package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.DeferredLoss;
import org.weightbalancing.train.loss.FeatureLoss;
import org.weightbalancing.train.loss.InfluenceBalancedLoss;
import org.weightbalancing.train.loss.TimedLoss;

/** What the trainer tells losses that ask for the time or the features. */
class LossInTrainingTest {

    private static final double RATE = 0.5;

    @Test
    void lossesHearEveryStepBeforeItsForwardPass() {
        Recording loss = new Recording();
        ComputationGraph graph = TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), new NoOp());
        fit(graph, loss, 2, TinyNetwork.batches(16, 8));
        assertThat(loss.heard)
                .containsExactly(
                        "at 0/0",
                        "features",
                        "gradient",
                        "score",
                        "at 0/1",
                        "features",
                        "gradient",
                        "score",
                        "at 0/2",
                        "at 1/2",
                        "features",
                        "gradient",
                        "score",
                        "at 1/3",
                        "features",
                        "gradient",
                        "score",
                        "at 1/4");
    }

    @Test
    void featuresAreTheOutputOfTheVertexBelowTheOutputLayer() {
        Recording loss = new Recording();
        ComputationGraph graph = TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), new NoOp());
        DataSet batch = FeatureBatches.sequential(TinyNetwork.bank(6), 6).next();
        double[][] expected =
                graph.feedForward(batch.getFeatures(), false).get("features").toDoubleMatrix();
        fit(graph, loss, 1, FeatureBatches.sequential(TinyNetwork.bank(6), 6));
        require(loss.features.get(0), expected);
    }

    @Test
    void featuresOfALinearNetworkAreItsInput() {
        Recording loss = new Recording();
        ComputationGraph graph = TinyNetwork.linear(DataType.DOUBLE, TinyNetwork.INPUTS, TinyNetwork.CLASSES);
        DataSet batch = FeatureBatches.sequential(TinyNetwork.bank(6), 6).next();
        double[][] expected = batch.getFeatures().castTo(DataType.DOUBLE).toDoubleMatrix();
        fit(graph, loss, 1, FeatureBatches.sequential(TinyNetwork.bank(6), 6));
        require(loss.features.get(0), expected);
    }

    @Test
    void influenceBalancedStepIsTheOneWorkedByHand() {
        double[] weights = {0.5, 1, 2};
        double alpha = 3;
        double epsilon = 0.1;
        ComputationGraph graph = TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), new NoOp());
        DataSet batch = FeatureBatches.sequential(TinyNetwork.bank(7), 7).next();
        INDArray f =
                graph.feedForward(batch.getFeatures(), false).get("features").dup();
        INDArray w = graph.getParam("classifier_W").dup();
        INDArray bias = graph.getParam("classifier_b").dup();
        INDArray p = Transforms.softmax(f.mmul(w).addiRowVector(bias));
        INDArray error = p.sub(batch.getLabels().castTo(DataType.DOUBLE));
        for (int i = 0; i < 7; i++) {
            double influence = error.getRow(i).norm1Number().doubleValue()
                    * f.getRow(i).norm1Number().doubleValue();
            error.getRow(i).muli(weights[i % 3] * alpha / (influence + epsilon));
        }
        INDArray steppedW = w.sub(f.transpose().mmul(error).muli(RATE / 7));
        INDArray steppedBias = bias.sub(error.sum(0).muli(RATE / 7));

        ILossFunction loss =
                new DeferredLoss(new CrossEntropy(), new InfluenceBalancedLoss(weights, alpha, epsilon), 0);
        fit(graph, loss, 1, FeatureBatches.sequential(TinyNetwork.bank(7), 7));
        require(graph.getParam("classifier_W").toDoubleMatrix(), steppedW.toDoubleMatrix());
        assertThat(graph.getParam("classifier_b").toDoubleVector())
                .containsExactly(steppedBias.toDoubleVector(), within(1e-12));
    }

    @Test
    void aDeferredLossSwitchesInTheMiddleOfAStage() {
        // The first epoch is one of cross-entropy; the second uses the features of the last, smaller batch too.
        ComputationGraph graph = TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), new NoOp());
        ComputationGraph plain = graph.clone();
        InfluenceBalancedLoss influence = new InfluenceBalancedLoss(new double[] {1, 1, 1}, 1, 0.1);
        List<INDArray> after = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void epochDone(EpochRecord epoch) {
                after.add(graph.params().dup());
            }
        };
        new Trainer(progress)
                .fit(
                        graph,
                        stage(new DeferredLoss(new CrossEntropy(), influence, 1), 2),
                        FeatureBatches.sequential(TinyNetwork.bank(7), 4),
                        Validation.none(),
                        List.of());
        fit(plain, new CrossEntropy(), 1, FeatureBatches.sequential(TinyNetwork.bank(7), 4));
        assertThat(after.get(0)).isEqualTo(plain.params());
        ComputationGraph second = plain.clone();
        fit(plain, influence, 1, FeatureBatches.sequential(TinyNetwork.bank(7), 4));
        fit(second, new CrossEntropy(), 1, FeatureBatches.sequential(TinyNetwork.bank(7), 4));
        assertThat(after.get(1)).isEqualTo(plain.params()).isNotEqualTo(second.params());
    }

    private static void require(double[][] actual, double[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-12));
        }
    }

    private static void fit(ComputationGraph graph, ILossFunction loss, int epochs, FeatureBatches batches) {
        new Trainer().fit(graph, stage(loss, epochs), batches, Validation.none(), List.of());
    }

    private static Stage stage(ILossFunction loss, int epochs) {
        return new Stage("stage", epochs, new ConstantSchedule(RATE), 0, loss, CheckpointPolicy.LAST);
    }

    /** Cross-entropy that writes down what it hears. */
    private static final class Recording implements ILossFunction, TimedLoss, FeatureLoss {

        private static final long serialVersionUID = 1L;

        private final ILossFunction loss = new CrossEntropy();
        private final ArrayList<String> heard = new ArrayList<>();
        private final ArrayList<double[][]> features = new ArrayList<>();

        @Override
        public void at(int epoch, int step) {
            heard.add("at " + epoch + "/" + step);
        }

        @Override
        public void features(INDArray given) {
            heard.add("features");
            features.add(given.castTo(DataType.DOUBLE).toDoubleMatrix());
        }

        @Override
        public double computeScore(
                INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
            heard.add("score");
            return loss.computeScore(labels, preOutput, activationFn, mask, average);
        }

        @Override
        public INDArray computeScoreArray(
                INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
            return loss.computeScoreArray(labels, preOutput, activationFn, mask);
        }

        @Override
        public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
            heard.add("gradient");
            return loss.computeGradient(labels, preOutput, activationFn, mask);
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
            return loss.computeGradientAndScore(labels, preOutput, activationFn, mask, average);
        }

        @Override
        public String name() {
            return "Recording()";
        }
    }
}
