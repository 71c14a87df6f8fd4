package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Follows torch's SGD with decay and projection step by step: absolute tolerance 1e-9 in double. */
class TrajectoryGoldenTest {

    static List<String> cases() {
        List<String> ids = Golden.cases("trajectories.json").stream()
                .map(golden -> golden.get("id").asText())
                .toList();
        assertThat(ids).hasSize(8);
        return ids;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsFollowTorch(String id) {
        JsonNode golden = golden(id);
        int epochs = golden.get("epochs").asInt();
        MultiLayerNetwork network = network(golden);
        WeightDecay decay = new WeightDecay(golden.get("weight_decay").asDouble());
        network.addListeners(new RegularizerListener(decay, ParameterFilter.all(), Cadence.EVERY_STEP));
        Optional<MaxNorm> maxNorm = Optional.of(golden.get("maxnorm_thresh"))
                .filter(JsonNode::isNumber)
                .map(thresh -> MaxNorm.fraction(thresh.asDouble()));
        maxNorm.ifPresent(rule -> network.addListeners(
                new RegularizerListener(rule, ParameterFilter.layer("classifier"), cadence(golden))));
        Recorder recorder = new Recorder();
        network.addListeners(recorder);
        for (int epoch = 0; epoch < epochs; epoch++) {
            network.fit(new ViewIterator(
                    epoch(golden, epoch, epochs), golden.get("batch").asInt()));
        }
        assertStates(id, recorder.steps, golden.get("steps"));
        assertVelocity(golden, network);
        assertStates(id, recorder.epochs, golden.get("after_epoch"));
        maxNorm.ifPresent(rule -> assertThat(rule.radii().get("classifier/W"))
                .isCloseTo(golden.get("maxnorm_radius").asDouble(), within(1e-12)));
        for (int step = 0; step < 20; step++) {
            assertThat(recorder.losses.get(step))
                    .isCloseTo(golden.get("steps").get(step).get("loss").asDouble(), within(1e-9));
        }
    }

    private static Cadence cadence(JsonNode golden) {
        return golden.get("pgd_when").asText().equals("after every step") ? Cadence.EVERY_STEP : Cadence.EVERY_EPOCH;
    }

    /** The velocity is laid out like the parameters: W [in, classes] in column order, then the bias. */
    private static void assertVelocity(JsonNode golden, MultiLayerNetwork network) {
        double[] expected = Stream.concat(
                        Arrays.stream(Golden.matrix(golden.get("final_momentum_weight"))),
                        Stream.of(Golden.vector(golden.get("final_momentum_bias"))))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] actual = network.getUpdater().getStateViewArray().dup().toDoubleVector();
        assertThat(actual).as("velocity").containsExactly(expected, within(1e-9));
    }

    private static JsonNode golden(String id) {
        return Golden.cases("trajectories.json").stream()
                .filter(candidate -> candidate.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static MultiLayerNetwork network(JsonNode golden) {
        return Nets.linear(
                DataType.DOUBLE,
                Golden.matrix(golden.get("weight0")),
                Golden.vector(golden.get("bias0")),
                new HeavyBallForTests(
                        golden.get("lr").asDouble(),
                        golden.get("momentum").asDouble(),
                        golden.get("epochs").asInt(),
                        golden.get("nesterov").asBoolean()),
                loss(golden));
    }

    private static ILossFunction loss(JsonNode golden) {
        return golden.get("loss").asText().equals("ce")
                ? LossFunction.MCXENT.getILossFunction()
                : ClassBalancedSoftmaxForTests.of(
                        Golden.vector(golden.get("counts")), golden.get("beta").asDouble());
    }

    private static DataSet epoch(JsonNode golden, int epoch, int epochs) {
        int[] rows = IntStream.range(0, 20 / epochs)
                .mapToObj(step -> golden.get("batches").get(epoch * (20 / epochs) + step))
                .flatMapToInt(batch ->
                        IntStream.range(0, batch.size()).map(i -> batch.get(i).asInt()))
                .toArray();
        double[][] x = Golden.matrix(golden.get("x"));
        double[][] features = IntStream.of(rows).mapToObj(row -> x[row]).toArray(double[][]::new);
        double[][] labels = new double[rows.length][golden.get("bias0").size()];
        for (int i = 0; i < rows.length; i++) {
            labels[i][golden.get("y").get(rows[i]).asInt()] = 1;
        }
        return new DataSet(Nd4j.create(features), Nd4j.create(labels));
    }

    private static void assertStates(String id, List<State> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            Golden.assertClose(
                    id + " weight " + i,
                    actual.get(i).weight.toDoubleMatrix(),
                    Golden.matrix(expected.get(i).get("weight")),
                    0,
                    1e-9);
            Golden.assertClose(
                    id + " bias " + i,
                    new double[][] {actual.get(i).bias.toDoubleVector()},
                    new double[][] {Golden.vector(expected.get(i).get("bias"))},
                    0,
                    1e-9);
        }
    }

    private record State(INDArray weight, INDArray bias) {
        static State of(Model model) {
            return new State(
                    model.getParam("0_W").transpose().dup(),
                    model.getParam("0_b").dup());
        }
    }

    private static final class Recorder extends BaseTrainingListener {
        private final List<State> steps = new ArrayList<>();
        private final List<State> epochs = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            steps.add(State.of(model));
            losses.add(model.score());
        }

        @Override
        public void onEpochEnd(Model model) {
            epochs.add(State.of(model));
        }
    }
}
