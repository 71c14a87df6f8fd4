package org.weightbalancing.app.explain;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.ExperimentDifference;
import org.weightbalancing.app.file.ExperimentDifference.Difference;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.preset.PresetComparison;

/** The variants of the ablation differ from the second stage of preset seed in what they say, and in nothing else. */
final class AblationTest {

    private static final Path FILE = Path.of("experiments", "ablation_cifar100lt-100_resnet32.yaml");
    private static final Experiment ABLATION = Yaml.FILES.read(FILE, List.of());

    /** What each stage differs in, from which other; all differ in one switch, the last one in several. */
    private static final Map<String, List<String>> SWITCHES = Map.ofEntries(
            entry("after-epoch", List.of("schedule.timing")),
            entry("every-step", List.of("regularizers.max-norm.cadence")),
            // One switch with two keys, of which a file has one.
            entry("absolute-radius", List.of("regularizers.max-norm.fraction", "regularizers.max-norm.radius")),
            entry("without-max-norm", List.of("regularizers.max-norm")),
            entry("without-weight-decay", List.of("regularizers.weight-decay")),
            entry("decay-of-weights", List.of("regularizers.weight-decay.on")),
            entry("frozen-batch-norm", List.of("batch-norm")),
            entry("cached-features", List.of("input")),
            entry("class-balanced-cross-entropy", List.of("loss")),
            entry("unweighted", List.of("loss.beta")),
            entry("restarted-classifier", List.of("restart-classifier")),
            entry("without-momentum", List.of("momentum")),
            entry("keep-last", List.of("keep")),
            entry(
                    "all-switches",
                    List.of("loss", "schedule.timing", "regularizers.max-norm.cadence", "keep", "batch-norm")));

    static List<String> variants() {
        return ABLATION.stages().stream()
                .map(StageSettings::name)
                .filter(name -> !name.equals("features") && !name.equals("balance"))
                .toList();
    }

    @Test
    void theFirstTwoStagesAreThePreset() {
        PresetComparison comparison = PresetComparison.of(Yaml.CATALOG, ABLATION);
        assertThat(comparison.declared()).isTrue();
        assertThat(comparison.file().preset()).isEqualTo(Preset.SEED);
        List<String> added = new ArrayList<>();
        variants().forEach(name -> added.add("stages." + name));
        added.add("post-hoc.l2-normalization-without-bias");
        added.add("post-hoc.tau-normalization-without-bias");
        assertThat(comparison.differences()).extracting(Difference::key).containsExactlyElementsOf(added);
    }

    @Test
    void everyVariantIsKnown() {
        assertThat(variants()).containsExactlyInAnyOrderElementsOf(SWITCHES.keySet());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void eachDiffersInOneSwitch(String name) {
        // Features can be cached only if batch normalization is frozen.
        String base = name.equals("cached-features") ? "frozen-batch-norm" : "balance";
        assertThat(ExperimentDifference.between(Yaml.CATALOG, alone(name), alone(base)))
                .extracting(difference -> difference.key().replace("stages.variant.", ""))
                .containsExactlyInAnyOrderElementsOf(SWITCHES.get(name));
    }

    /** The features and one variant, under a name that all variants share. */
    private static Experiment alone(String name) {
        Experiment renamed = Yaml.FILES.read(FILE, List.of("stages." + name + ".name=variant"));
        List<StageSettings> stages = renamed.stages().stream()
                .filter(stage -> stage.name().equals("features") || stage.name().equals("variant"))
                .toList();
        return new Experiment(
                renamed.name(),
                renamed.preset(),
                renamed.seed(),
                renamed.data(),
                renamed.model(),
                stages,
                List.of(),
                renamed.evaluation());
    }

    @Test
    void biasesOfChangesAfterTrainingAreKeptAndDropped() {
        assertThat(ABLATION.postHoc()).hasSize(4).allSatisfy(change -> assertThat(change.regularizers())
                .singleElement()
                .satisfies(rule -> assertThat(new ComponentWords(Yaml.CATALOG).of(rule))
                        .contains(change.name().endsWith("without-bias") ? "bias zero" : "bias keep")));
    }
}
