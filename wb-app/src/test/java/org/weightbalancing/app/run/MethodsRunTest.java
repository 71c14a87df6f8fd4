package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.feature.Evaluator;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.MethodResult;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.training.StageProgress;
import org.weightbalancing.app.training.Trained;

/** What heads, teachers, penalties, scopes and adjustments do in a whole experiment in small. */
final class MethodsRunTest {

    private static final String EXPERIMENT = """
            name: methods
            data:
              source: {name: drawn, largest: 12, validation-per-class: 3, test-per-class: 3}
              long-tail: {profile: exponential, imbalance: 6}
            model: {architecture: resnet-8, width: 6}
            stages:
              - {name: features, epochs: 2, learning-rate: 0.05, mixing: {name: cutmix, probability: 1}}
              - name: echo
                from: features
                trains: classifier
                views: 0
                epochs: 2
                learning-rate: 0.5
                loss: {name: distillation, temperature: 1}
                teacher: features
              - name: student
                from: scratch
                epochs: 1
                learning-rate: 0.05
                loss: distillation
                teacher: features
                mixing: mixup
              - name: shrunk-tail
                from: features
                trains: classifier
                epochs: 1
                learning-rate: 0
                regularizers: [{name: max-norm, radius: 1e-3, on: classifier, classes: few}]
              - {name: free, from: features, epochs: 2, learning-rate: 0.02}
              - {name: punished, from: features, epochs: 2, learning-rate: 0.02, feature-norm: 1}
              - name: simplex
                from: scratch
                head: {name: etf, normalized: true}
                loss: dot-regression
                epochs: 1
                learning-rate: 0.05
                regularizers: [{name: weight-decay, decay: 0.1, on: all}]
            post-hoc:
              - {name: shifted, from: features, adjustments: [{name: additive, tau: 1}]}
              - name: shifted-and-calibrated
                from: features
                adjustments: [{name: additive, tau: 1}, temperature]
              - {name: means, from: features, head: {name: nearest-class-mean, variant: un}}
            evaluation: {flip-averaging: true, shot-groups: {many-above: 8, few-below: 3}}
            """;

    @TempDir
    private static Path folder;

    private static Experiment experiment;
    private static Map<String, MethodResult> methods;
    private static Map<String, Trained> networks;
    private static Images images;

    @BeforeAll
    static void runOnce() {
        experiment = Yaml.read(EXPERIMENT);
        images = Images.open(Yaml.CATALOG, experiment, folder);
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        Results results = Run.prepare(Yaml.CATALOG, experiment, folder)
                .execute(directory, Backend.start(), StageProgress.silent());
        methods = results.methods().stream().collect(Collectors.toMap(MethodResult::name, Function.identity()));
        networks = Trained.read(Yaml.CATALOG, experiment, directory).stream()
                .collect(Collectors.toMap(Trained::name, Function.identity()));
    }

    private static INDArray classifier(String network) {
        return networks.get(network).network().getParam("classifier_W");
    }

    @Test
    void whoIsTaughtByItselfStaysAsItIs() {
        assertThat(classifier("echo").distance2(classifier("features")))
                .isCloseTo(0, within(1e-5 * classifier("features").norm2Number().doubleValue()));
    }

    @Test
    void aStudentOfItsOwnLearns() {
        Trained student = networks.get("student");
        assertThat(student.sharesFeaturesWith(networks.get("features"))).isFalse();
        assertThat(methods.get("student").plain().accuracy()).isBetween(0.0, 1.0);
    }

    @Test
    void onlyTheRowsOfTheShotGroupAreProjected() {
        int[] counts = images.train().classCounts();
        List<Double> before = methods.get("features").norms();
        List<Double> after = methods.get("shrunk-tail").norms();
        assertThat(IntStream.range(0, counts.length)).allSatisfy(c -> {
            if (counts[c] < 3) {
                assertThat(after.get(c)).isCloseTo(1e-3, within(1e-8)).isLessThan(before.get(c));
            } else {
                assertThat(after.get(c)).isEqualTo(before.get(c));
            }
        });
        assertThat(Arrays.stream(counts).boxed()).anyMatch(count -> count < 3).anyMatch(count -> count >= 3);
    }

    @Test
    void punishedFeaturesAreShorterAndTheNetworkIsAnOrdinaryOne() {
        assertThat(length("punished")).isLessThan(0.9 * length("free"));
        assertThat(networks.get("punished").network().getConfiguration().getVertices())
                .containsOnlyKeys(networks.get("free")
                        .network()
                        .getConfiguration()
                        .getVertices()
                        .keySet()
                        .toArray(String[]::new));
    }

    private static double length(String network) {
        INDArray features = new Evaluator(images, 64)
                .features(networks.get(network).network(), images.train())
                .features(0);
        return features.norm2(1).meanNumber().doubleValue();
    }

    @Test
    void aFixedSimplexStaysOneUnderWeightDecay() {
        INDArray weights = classifier("simplex");
        INDArray cosines = weights.transpose().mmul(weights);
        for (int a = 0; a < 20; a++) {
            for (int b = 0; b < 20; b++) {
                assertThat(cosines.getDouble(a, b)).isCloseTo(a == b ? 1 : -1 / 19.0, within(1e-5));
            }
        }
    }

    @Test
    void adjustmentsChangeLogitsInTheirOrder() {
        assertThat(methods.get("shifted").predicted())
                .isNotEqualTo(methods.get("features").predicted());
        assertThat(methods.get("shifted-and-calibrated").predicted())
                .isEqualTo(methods.get("shifted").predicted());
        double[] shifts = networks.get("shifted").adjustment().orElseThrow().shift();
        double[] both = networks.get("shifted-and-calibrated")
                .adjustment()
                .orElseThrow()
                .shift();
        double[] scale = networks.get("shifted-and-calibrated")
                .adjustment()
                .orElseThrow()
                .scale();
        assertThat(scale[0]).isNotEqualTo(1);
        for (int c = 0; c < shifts.length; c++) {
            assertThat(both[c]).isCloseTo(shifts[c] * scale[0], within(1e-12));
        }
    }

    @Test
    void headsWithoutWeightVectorsHaveNoNorms() {
        assertThat(methods.get("means").norms()).hasSize(20).allMatch(norm -> Double.isNaN(norm));
    }

    @Test
    void whatOnlyANetworkCanTellIsRefusedBeforeTraining() {
        assertThatThrownBy(() -> prepare("stages.simplex.regularizers=[{name: max-norm, fraction: 0.1}]"))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("stage simplex: ")
                .hasMessageContaining("selects nothing");
        assertThatThrownBy(() -> prepare("evaluation.shot-groups={many-above: 100, few-below: 1}"))
                .isInstanceOf(ExperimentException.class)
                .hasMessage("stage shrunk-tail: regularizer max-norm: no class is few-shot (many above 100, few below 1"
                        + " training images)");
    }

    @Test
    void changesThatCannotWorkAreRefusedBeforeTraining() {
        assertThatThrownBy(() -> prepare("post-hoc.means.regularizers=[l2-normalization]"))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("post-hoc means: ")
                .hasMessageContaining("selects nothing");
        assertThatThrownBy(() -> prepare("post-hoc.shifted.adjustments=[{name: prior-correction, prior: [1, 2]}]"))
                .isInstanceOf(ExperimentException.class)
                .hasMessage("post-hoc shifted: prior-correction: prior has 2 frequencies, but there are 20 classes");
        // A linear head on the features of a simplex may be rescaled.
        prepare("post-hoc.means={name: means, from: simplex, head: centered-means, regularizers: [l2-normalization]}");
    }

    @Test
    void rulesOnRowsLeaveOutParametersWithoutThem() {
        prepare(
                "stages.shrunk-tail.head=disalign",
                "stages.shrunk-tail.regularizers=[{name: weight-decay, decay: 1, on: classifier, classes: few}]");
        prepare(
                "stages.shrunk-tail.head={name: cosine, learned: true}",
                "stages.shrunk-tail.regularizers=[{name: weight-decay, decay: 1, on: classifier, classes: few}]");
        assertThatThrownBy(() -> prepare(
                        "stages.shrunk-tail.head=disalign",
                        "stages.shrunk-tail.regularizers=[{name: max-norm, fraction: 0.1}]"))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("selects nothing");
    }

    private static void prepare(String... sets) {
        Run.prepare(Yaml.CATALOG, Yaml.read(EXPERIMENT, sets), folder);
    }
}
