package org.weightbalancing.app.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * The second stage of preset seed, made by the catalog from the file's own settings, against the published code's loss,
 * PyTorch's SGD and projection on a linear classifier: absolute tolerance 1e-9 in double after every step.
 */
final class PresetGoldenTest {

    private static final double TOLERANCE = 1e-9;

    /** One trajectory. */
    record Case(JsonNode json) {
        @Override
        public String toString() {
            return json.get("id").asText();
        }

        int epochs() {
            return json.get("epochs").asInt();
        }

        boolean projects() {
            return json.get("maxnorm_thresh").isNumber();
        }
    }

    private static JsonNode golden(String file) {
        try (InputStream in = PresetGoldenTest.class.getResourceAsStream("/golden/f4_optim/" + file)) {
            return new ObjectMapper().readTree(in).get("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> cases() {
        List<Case> cases = StreamSupport.stream(golden("trajectories.json").spliterator(), false)
                .filter(golden -> !golden.get("nesterov").asBoolean())
                .map(Case::new)
                .toList();
        assertThat(cases).hasSize(7);
        assertThat(cases)
                .filteredOn(c -> c.json.get("loss").asText().equals("cb_softmax"))
                .hasSize(3);
        return cases;
    }

    /** What the case has other than the preset, as one would say it on the command line; loss and timing are not touched. */
    private static List<String> sets(Case c) {
        String stage = "stages.balance.";
        List<String> sets = new ArrayList<>(List.of(
                stage + "epochs=" + c.epochs(),
                stage + "batch=" + c.json.get("batch").asInt(),
                stage + "learning-rate=" + c.json.get("lr").asDouble(),
                stage + "regularizers.weight-decay.decay="
                        + c.json.get("weight_decay").asDouble()));
        if (c.json.get("loss").asText().equals("ce")) {
            sets.add(stage + "loss=cross-entropy");
        }
        if (c.projects()) {
            sets.add(stage + "regularizers.max-norm.fraction="
                    + c.json.get("maxnorm_thresh").asDouble());
            String when = c.json.get("pgd_when").asText();
            sets.add(stage + "regularizers.max-norm.cadence="
                    + when.replace("after ", "").replace(' ', '-'));
        } else {
            sets.add(stage + "regularizers=[{name: weight-decay, on: classifier, decay: "
                    + c.json.get("weight_decay").asDouble() + "}]");
        }
        return sets;
    }

    private static StageSettings balance(Preset preset, List<String> sets) {
        PresetFile file = new PresetFile(preset, PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_34);
        return Yaml.FILES.parse(file.name(), file.text(), sets).stages().get(1);
    }

    @Test
    void oneTrajectoryNeedsNoChangeButItsEpochsAndItsBatch() {
        StageSettings preset = balance(Preset.SEED, List.of("stages.balance.epochs=5", "stages.balance.batch=4"));
        Case published = cases().stream()
                .filter(c -> c.toString().equals("cb-wd0.1-pgd0.1"))
                .findFirst()
                .orElseThrow();
        assertThat(balance(Preset.SEED, sets(published))).isEqualTo(preset);
        assertThat(preset.momentum()).isEqualTo(published.json.get("momentum").asDouble());
        assertThat(preset.loss())
                .isEqualTo(new LossSettings.ClassBalancedSoftmaxBce(
                        published.json.get("beta").asDouble()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepIsThePublishedCodes(Case c) {
        StageSettings stage = balance(Preset.SEED, sets(c));
        ComputationGraph network = linear(c);
        Steps steps = new Steps();
        List<TrainingListener> listeners = new ArrayList<>(stage.regularizers().stream()
                .map(regularizer -> new RegularizerListener(
                        Yaml.CATALOG.create(regularizer.method()),
                        Yaml.CATALOG.filter(regularizer.method()),
                        regularizer.cadence()))
                .toList());
        listeners.add(steps);
        Stage recipe = new Stage(
                stage.name(),
                stage.epochs(),
                Yaml.CATALOG.create(stage.schedule()).create(stage.learningRate(), stage.epochs()),
                stage.momentum(),
                Yaml.CATALOG.create(stage.loss()).create(integers(c.json.get("counts"))),
                CheckpointPolicy.LAST);
        new Trainer().fit(network, recipe, batches(c, stage.batch()), Validation.none(), listeners);
        steps.requireSame(c);
    }

    static Stream<List<Object>> rates() {
        return Stream.of(
                List.of(Preset.SEED, 1, 10, "seed_lr_per_epoch"),
                List.of(Preset.SEED, 0, 320, "seed_lr_per_epoch"),
                List.of(Preset.PAPER, 1, 10, "standard_order_lr_per_epoch"));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void learningRatesOfEveryEpochAreThoseOfThePreset(List<Object> row) {
        PresetFile file =
                new PresetFile((Preset) row.get(0), PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_32);
        StageSettings stage = file.experiment(Yaml.CATALOG).stages().get((Integer) row.get(1));
        assertThat(stage.epochs()).isEqualTo(row.get(2));
        JsonNode golden = StreamSupport.stream(golden("lr.json").spliterator(), false)
                .filter(c -> c.get("id").asText().equals("lr0.01-T" + stage.epochs() + "-eta0.0"))
                .findFirst()
                .orElseThrow();
        ISchedule schedule = Yaml.CATALOG.create(stage.schedule()).create(stage.learningRate(), stage.epochs());
        double[] rates = IntStream.range(0, stage.epochs())
                .mapToDouble(epoch -> schedule.valueAt(7, epoch))
                .toArray();
        assertThat(rates).containsExactly(doubles(golden.get((String) row.get(3))), within(1e-12));
    }

    private static FeatureBatches batches(Case c, int batch) {
        double[][] x = matrix(c.json.get("x"));
        float[] features = new float[x.length * x[0].length];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) x[i / x[0].length][i % x[0].length];
        }
        FeatureBank bank = FeatureBank.of(
                features, integers(c.json.get("y")), c.json.get("bias0").size());
        JsonNode steps = c.json.get("batches");
        int perEpoch = steps.size() / c.epochs();
        return new FeatureBatches(bank, batch, epoch -> IntStream.range(0, perEpoch)
                .flatMap(step -> Arrays.stream(integers(steps.get(epoch * perEpoch + step))))
                .toArray());
    }

    private static ComputationGraph linear(Case c) {
        double[][] weight = matrix(c.json.get("weight0"));
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(weight[0].length))
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder(new CrossEntropy())
                                .nOut(weight.length)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "x")
                .setOutputs("classifier")
                .build());
        network.init();
        network.setParam("classifier_W", Nd4j.createFromArray(weight).transpose());
        network.setParam("classifier_b", Nd4j.createFromArray(new double[][] {doubles(c.json.get("bias0"))}));
        return network;
    }

    private static double[] doubles(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static int[] integers(JsonNode numbers) {
        return DoubleStream.of(doubles(numbers))
                .mapToInt(number -> (int) number)
                .toArray();
    }

    private static double[][] matrix(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PresetGoldenTest::doubles)
                .toArray(double[][]::new);
    }

    /** Notes parameters after each step and each epoch, and the loss before each step; it comes after the regularizers. */
    private static final class Steps extends BaseTrainingListener {
        private final List<INDArray> weights = new ArrayList<>();
        private final List<INDArray> biases = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private final List<INDArray> epochs = new ArrayList<>();

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            weights.add(model.getParam("classifier_W").transpose().dup('c'));
            biases.add(model.getParam("classifier_b").dup('c'));
            losses.add(model.score());
        }

        @Override
        public void onEpochEnd(Model model) {
            epochs.add(model.getParam("classifier_W").transpose().dup('c'));
        }

        void requireSame(Case c) {
            JsonNode steps = c.json.get("steps");
            assertThat(weights).hasSize(steps.size());
            for (int i = 0; i < steps.size(); i++) {
                same("weights after step " + i, weights.get(i), steps.get(i).get("weight"));
                assertThat(biases.get(i).toDoubleVector())
                        .as("biases after step " + i)
                        .containsExactly(doubles(steps.get(i).get("bias")), within(TOLERANCE));
                assertThat(losses.get(i))
                        .as("loss of step " + i)
                        .isCloseTo(steps.get(i).get("loss").asDouble(), within(TOLERANCE));
            }
            assertThat(epochs).hasSize(c.epochs());
            for (int e = 0; e < epochs.size(); e++) {
                same(
                        "weights after epoch " + e,
                        epochs.get(e),
                        c.json.get("after_epoch").get(e).get("weight"));
            }
        }

        private static void same(String name, INDArray actual, JsonNode expected) {
            double[] flat = Arrays.stream(matrix(expected))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            assertThat(actual.reshape(actual.length()).toDoubleVector())
                    .as(name)
                    .containsExactly(flat, within(TOLERANCE));
        }
    }
}
