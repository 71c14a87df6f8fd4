package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.ClassBalancedSoftmaxBce;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * The leaves together against PyTorch's SGD: the real trainer, losses, decay and projection on a linear classifier, step
 * by step.
 */
class TrajectoryGoldenTest {

    private static final double TOLERANCE = 1e-5;

    static List<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        try (InputStream in = TrajectoryGoldenTest.class.getResourceAsStream("/golden/f4_optim/trajectories.json")) {
            for (JsonNode golden : new ObjectMapper().readTree(in).get("cases")) {
                if (!golden.get("nesterov").asBoolean()) {
                    cases.add(golden);
                }
            }
        }
        assertThat(cases).hasSize(7);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theWeightsOfEveryStepAreTorchs(JsonNode golden) {
        ComputationGraph network = linear(golden);
        Steps steps = new Steps();
        List<TrainingListener> listeners = new ArrayList<>(regularizers(golden));
        listeners.add(steps);
        int epochs = golden.get("epochs").asInt();
        Stage stage = new Stage(
                "golden",
                epochs,
                new CosineSchedule(golden.get("lr").asDouble(), epochs, 0, Timing.BEFORE_EPOCH),
                golden.get("momentum").asDouble(),
                loss(golden),
                CheckpointPolicy.LAST);
        new Trainer().fit(network, stage, batches(golden, epochs), Validation.none(), listeners);

        assertThat(steps.weights).hasSize(golden.get("steps").size());
        for (int step = 0; step < steps.weights.size(); step++) {
            JsonNode expected = golden.get("steps").get(step);
            assertClose(steps.weights.get(step), expected.get("weight"), "weight after step " + step);
            assertThat(steps.losses.get(step)).isCloseTo(expected.get("loss").asDouble(), within(TOLERANCE));
        }
        JsonNode last = golden.get("after_epoch").get(epochs - 1);
        assertClose(network.getParam("classifier_W").transpose(), last.get("weight"), "weight at the end");
    }

    private static List<TrainingListener> regularizers(JsonNode golden) {
        List<TrainingListener> listeners = new ArrayList<>();
        listeners.add(new RegularizerListener(
                new WeightDecay(golden.get("weight_decay").asDouble()), ParameterFilter.all(), Cadence.EVERY_STEP));
        if (golden.get("maxnorm_thresh").isNumber()) {
            Cadence cadence = golden.get("pgd_when").asText().equals("after every step")
                    ? Cadence.EVERY_STEP
                    : Cadence.EVERY_EPOCH;
            listeners.add(new RegularizerListener(
                    MaxNorm.fraction(golden.get("maxnorm_thresh").asDouble()),
                    ParameterFilter.layer("classifier").and(ParameterFilter.weights()),
                    cadence));
        }
        return listeners;
    }

    private static ILossFunction loss(JsonNode golden) {
        return golden.get("loss").asText().equals("ce")
                ? new CrossEntropy()
                : new ClassBalancedSoftmaxBce(
                        integers(golden.get("counts")), golden.get("beta").asDouble());
    }

    private static FeatureBatches batches(JsonNode golden, int epochs) {
        JsonNode x = golden.get("x");
        int dimension = x.get(0).size();
        float[] features = new float[x.size() * dimension];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) x.get(i / dimension).get(i % dimension).asDouble();
        }
        FeatureBank bank = FeatureBank.of(
                features, integers(golden.get("y")), golden.get("bias0").size());
        int perEpoch = golden.get("batches").size() / epochs;
        return new FeatureBatches(bank, golden.get("batch").asInt(), epoch -> {
            List<Integer> rows = new ArrayList<>();
            for (int step = epoch * perEpoch; step < (epoch + 1) * perEpoch; step++) {
                golden.get("batches").get(step).forEach(row -> rows.add(row.asInt()));
            }
            return rows.stream().mapToInt(row -> row).toArray();
        });
    }

    private static ComputationGraph linear(JsonNode golden) {
        INDArray weight = matrix(golden.get("weight0"));
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.FLOAT)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(weight.columns()))
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder(new CrossEntropy())
                                .nOut(weight.rows())
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "x")
                .setOutputs("classifier")
                .build());
        network.init();
        network.getParam("classifier_W").assign(weight.transpose());
        JsonNode bias = golden.get("bias0");
        for (int c = 0; c < bias.size(); c++) {
            network.getParam("classifier_b").putScalar(c, bias.get(c).asDouble());
        }
        return network;
    }

    private static void assertClose(INDArray actual, JsonNode expected, String name) {
        INDArray difference = actual.castTo(DataType.DOUBLE).sub(matrix(expected));
        assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(TOLERANCE);
    }

    private static INDArray matrix(JsonNode rows) {
        double[][] values = new double[rows.size()][rows.get(0).size()];
        for (int r = 0; r < values.length; r++) {
            for (int c = 0; c < values[r].length; c++) {
                values[r][c] = rows.get(r).get(c).asDouble();
            }
        }
        return Nd4j.create(values).castTo(DataType.DOUBLE);
    }

    private static int[] integers(JsonNode numbers) {
        int[] values = new int[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).asInt();
        }
        return values;
    }

    /** Notes the weights after each step, and the loss before it; it comes after the regularizers. */
    private static final class Steps extends BaseTrainingListener {
        final List<INDArray> weights = new ArrayList<>();
        final List<Double> losses = new ArrayList<>();

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            ComputationGraph network = (ComputationGraph) model;
            weights.add(network.getParam("classifier_W").transpose().dup());
            losses.add(network.score());
        }
    }
}
