package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.train.loss.ClassBalancedSoftmaxBce;
import org.weightbalancing.train.loss.CrossEntropy;

/** Trains a linear classifier through the whole loop and compares every step with the reference trajectory. */
class HeavyBallGoldenTest {

    record Case(JsonNode json) {
        @Override
        public String toString() {
            return json.get("id").asText();
        }

        double number(String key) {
            return json.get(key).asDouble();
        }

        boolean projectsAfter(String what) {
            return json.get("pgd_when").asText().equals("after every " + what);
        }
    }

    static Stream<Case> cases() {
        JsonNode cases = Golden.read("f4_optim/trajectories.json").get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(c -> !c.get("nesterov").asBoolean())
                .map(Case::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepInDouble(Case c) {
        train(c, DataType.DOUBLE, 1e-9);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepInFloat(Case c) {
        train(c, DataType.FLOAT, 1e-5);
    }

    private static void train(Case c, DataType type, double tolerance) {
        double[][] x = Golden.matrix(c.json.get("x"));
        double[][] weight = Golden.matrix(c.json.get("weight0"));
        ComputationGraph graph = TinyNetwork.linear(type, x[0].length, weight.length);
        graph.setParam("classifier_W", array(weight).transpose().castTo(type));
        graph.setParam(
                "classifier_b",
                array(new double[][] {Golden.doubles(c.json.get("bias0"))}).castTo(type));

        int epochs = c.json.get("epochs").asInt();
        Checks checks = new Checks(c, tolerance);
        TrainingHistory history = new Trainer()
                .fit(
                        graph,
                        stage(c, epochs),
                        batches(c, x, weight.length, epochs),
                        Validation.none(),
                        List.of(new Decay(c.number("weight_decay")), new Projection(c), checks));

        assertThat(checks.steps).isEqualTo(c.json.get("steps").size());
        assertThat(history.epochs()).hasSize(epochs);
        INDArray velocity = graph.getUpdater().getStateViewArray().castTo(DataType.DOUBLE);
        int weights = weight.length * weight[0].length;
        INDArray velocityOfWeights = velocity.get(NDArrayIndex.interval(0, weights))
                .reshape('f', weight[0].length, weight.length)
                .transpose();
        checks.same(velocityOfWeights, c.json.get("final_momentum_weight"));
    }

    private static Stage stage(Case c, int epochs) {
        ILossFunction loss = c.json.get("loss").asText().equals("ce")
                ? new CrossEntropy()
                : new ClassBalancedSoftmaxBce(Golden.ints(c.json.get("counts")), c.number("beta"));
        CosineSchedule rate = new CosineSchedule(c.number("lr"), epochs, 0, Timing.BEFORE_EPOCH);
        return new Stage(c.toString(), epochs, rate, c.number("momentum"), loss, CheckpointPolicy.LAST);
    }

    private static FeatureBatches batches(Case c, double[][] x, int classes, int epochs) {
        float[] features = new float[x.length * x[0].length];
        for (int k = 0; k < features.length; k++) {
            features[k] = (float) x[k / x[0].length][k % x[0].length];
        }
        FeatureBank bank = FeatureBank.of(features, Golden.ints(c.json.get("y")), classes);
        JsonNode steps = c.json.get("batches");
        int perEpoch = steps.size() / epochs;
        return new FeatureBatches(bank, c.json.get("batch").asInt(), epoch -> IntStream.range(0, perEpoch)
                .flatMap(i -> Arrays.stream(Golden.ints(steps.get(epoch * perEpoch + i))))
                .toArray());
    }

    private static INDArray array(double[][] rows) {
        return Nd4j.createFromArray(rows);
    }

    /** Coupled weight decay on all parameters; gradients are still sums over the batch here. */
    private static final class Decay extends BaseTrainingListener {
        private final double lambda;

        Decay(double lambda) {
            this.lambda = lambda;
        }

        @Override
        public void onGradientCalculation(Model model) {
            INDArray gradient = model.gradient().gradient();
            gradient.addi(model.params().mul(lambda * model.batchSize()).reshape(gradient.shape()));
        }
    }

    /** Scales the weight columns (classes) down to the case's radius. */
    private static final class Projection extends BaseTrainingListener {
        private final Case c;

        Projection(Case c) {
            this.c = c;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            if (c.projectsAfter("step")) {
                project(model);
            }
        }

        @Override
        public void onEpochEnd(Model model) {
            if (c.projectsAfter("epoch")) {
                project(model);
            }
        }

        private void project(Model model) {
            INDArray weights = model.getParam("classifier_W");
            for (int k = 0; k < weights.size(1); k++) {
                INDArray column = weights.getColumn(k);
                double norm = column.norm2Number().doubleValue();
                column.muli(Math.min(1, c.number("maxnorm_radius") / norm));
            }
        }
    }

    private static final class Checks extends BaseTrainingListener {
        private final Case c;
        private final double tolerance;
        private int steps;
        private int epochs;

        Checks(Case c, double tolerance) {
            this.c = c;
            this.tolerance = tolerance;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            JsonNode expected = c.json.get("steps").get(steps);
            assertThat(epoch + 1).isEqualTo(expected.get("epoch").asInt());
            assertThat(((ComputationGraph) model)
                            .getLayer("classifier")
                            .getConfig()
                            .getUpdaterByParam("W")
                            .getLearningRate(iteration, epoch))
                    .isCloseTo(expected.get("lr").asDouble(), within(1e-12));
            assertThat(model.score()).isCloseTo(expected.get("loss").asDouble(), within(tolerance));
            same(model.getParam("classifier_W").transpose(), expected.get("weight"));
            same(model.getParam("classifier_b"), expected.get("bias"));
            steps++;
        }

        @Override
        public void onEpochEnd(Model model) {
            same(
                    model.getParam("classifier_W").transpose(),
                    c.json.get("after_epoch").get(epochs).get("weight"));
            epochs++;
        }

        void same(INDArray actual, JsonNode expected) {
            double[] flat = expected.get(0).isArray()
                    ? Arrays.stream(Golden.matrix(expected))
                            .flatMapToDouble(Arrays::stream)
                            .toArray()
                    : Golden.doubles(expected);
            assertThat(actual.dup('c').reshape(actual.length()).toDoubleVector())
                    .containsExactly(flat, within(tolerance));
        }
    }
}
