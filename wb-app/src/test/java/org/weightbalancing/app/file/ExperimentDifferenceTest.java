package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.file.ExperimentDifference.Difference;

final class ExperimentDifferenceTest {

    private static final Path SEED = Path.of("experiments", "cifar100lt-100_resnet34_seed.yaml");

    private static List<Difference> between(List<String> left, List<String> right) {
        return ExperimentDifference.between(Yaml.CATALOG, Yaml.FILES.read(SEED, left), Yaml.FILES.read(SEED, right));
    }

    private static List<Difference> changed(String... sets) {
        return between(List.of(), List.of(sets));
    }

    @Test
    void equalExperimentsDifferInNothing() {
        assertThat(changed()).isEmpty();
        assertThat(changed("stages.features.head=keep", "stages.features.regularizers.weight-decay.decay=0.005"))
                .isEmpty();
    }

    @Test
    void keysAreThoseOfTheCommandLineInTheOrderOfTheFile() {
        assertThat(changed(
                        "stages.balance.schedule.timing=after-epoch",
                        "name=other",
                        "seed=7",
                        "stages.balance.regularizers.max-norm.cadence=every-step",
                        "data.normalization.std=[1, 1, 0.5]"))
                .containsExactly(
                        new Difference("name", "cifar100lt-100_resnet34_seed", "other"),
                        new Difference("seed", "0", "7"),
                        new Difference("data.normalization.std", "[0.2023, 0.1994, 0.201]", "[1, 1, 0.5]"),
                        new Difference("stages.balance.schedule.timing", "before-epoch", "after-epoch"),
                        new Difference("stages.balance.regularizers.max-norm.cadence", "every-epoch", "every-step"));
    }

    @Test
    void anotherComponentIsOneDifferenceWithItsSettings() {
        assertThat(changed("stages.balance.loss=cross-entropy"))
                .containsExactly(new Difference(
                        "stages.balance.loss", "{name: class-balanced-softmax-bce, beta: 0.9999}", "cross-entropy"));
    }

    @Test
    void aRadiusInPlaceOfAFractionAreTwoKeysOneOfThemAbsentOnEachSide() {
        assertThat(changed("stages.balance.regularizers.max-norm={name: max-norm, radius: 2, cadence: every-epoch}"))
                .containsExactlyInAnyOrder(
                        new Difference("stages.balance.regularizers.max-norm.fraction", "0.1", "absent"),
                        new Difference("stages.balance.regularizers.max-norm.radius", "absent", "2"));
    }

    @Test
    void whatIsMissingIsGivenInFullUnlessItIsAWholeStage() {
        List<String> stage = List.of("stages.balance.regularizers=[{name: weight-decay, decay: 0.1, on: classifier}]");
        assertThat(between(stage, List.of()))
                .containsExactly(new Difference(
                        "stages.balance.regularizers.max-norm",
                        "absent",
                        "{name: max-norm, fraction: 0.1, p: 2, bias: keep, on: classifier/weights, classes: all,"
                                + " cadence: every-epoch}"));
        assertThat(changed("post-hoc=[]"))
                .containsExactly(
                        new Difference("post-hoc.l2-normalization", "present", "absent"),
                        new Difference("post-hoc.tau-normalization", "present", "absent"));
    }

    @Test
    void stagesAreComparedByTheirNamesWhereverTheyStand() {
        String more = Yaml.SMALLEST + "  - {name: more, from: scratch, epochs: 3, learning-rate: 1}\n";
        String turned = """
                name: smallest
                data: {source: cifar-100, long-tail: {imbalance: 100}}
                model: {architecture: resnet-32}
                stages:
                  - {name: more, from: scratch, epochs: 3, learning-rate: 1}
                  - {name: features, from: scratch, epochs: 100, learning-rate: 0.1}
                """;
        assertThat(ExperimentDifference.between(Yaml.CATALOG, Yaml.read(more), Yaml.read(turned)))
                .containsExactly(
                        new Difference("stages", "[features, more]", "[more, features]"),
                        new Difference("stages.features.epochs", "200", "100"));
    }

    @Test
    void regularizersOfOneNameAreComparedByIndex() {
        String decays = "stages.balance.regularizers=[{name: weight-decay, decay: 1, on: weights},"
                + " {name: weight-decay, decay: %s, on: biases}]";
        assertThat(between(List.of(decays.formatted("2")), List.of(decays.formatted("3"))))
                .containsExactly(new Difference("stages.balance.regularizers[1].decay", "2", "3"));
    }
}
