package org.weightbalancing.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.preset.PresetFile;
import org.weightbalancing.app.training.TrainingCounts;

final class ExplanationTest {

    private static final Path SEED = Path.of("experiments", "cifar100lt-100_resnet34_seed.yaml");

    private static String explained(Experiment experiment) {
        return new Explanation(Yaml.CATALOG, experiment, Optional.empty()).text();
    }

    private static String seed(String... sets) {
        return explained(Yaml.FILES.read(SEED, List.of(sets)));
    }

    @Test
    void theFirstStageOfThePublishedCodeInWords() {
        // Cosine stepped before the epoch: 0.005 (1 + cos(pi / 320)) = 0.00999976 first, 0 last.
        assertThat(seed()).contains("""

                Stage features
                  Trains the whole network. Starts from scratch.
                  Shows augmented images for 320 epochs in batches of 64; sampler instance (replacement false).
                  Minimises cross-entropy: -log p_y, p = softmax(z).
                  Learning rate 0.01, momentum 0.9, schedule cosine (minimum 0, timing before-epoch): 0.01 in the first epoch, 0 in the last.
                  Applies weight-decay (decay 0.005) to all parameters, in the gradient of every step.
                  Ends with the network of the epoch that is best on the test images.
                """);
    }

    @Test
    void theSecondStageSaysWhatIsFrozenAndWhenIsProjected() {
        // The rate of the first of ten epochs: 0.005 (1 + cos(pi / 10)) = 0.00975528.
        assertThat(seed())
                .contains(
                        "Trains the classifier alone; batch normalization goes on following the batches. Goes on from features.",
                        "0.00976 in the first epoch, 0 in the last.",
                        "Minimises class-balanced-softmax-bce (beta 0.9999): weight_y mean_c",
                        "Applies max-norm (fraction 0.1, p 2, bias keep) to classifier/weights, once per epoch.");
        assertThat(seed(
                        "stages.balance.batch-norm=freeze",
                        "stages.balance.input=cached-features",
                        "stages.balance.views=3",
                        "stages.balance.keep=last",
                        "stages.balance.restart-classifier=true",
                        "stages.balance.head={name: cosine, scale: 16}",
                        "stages.balance.regularizers=[{name: weight-decay, decay: 1, on: classifier, classes: few}]"))
                .contains(
                        "Trains the classifier alone; batch normalization stays as it is. Goes on from features, with a new"
                                + " classifier, with head cosine (scale 16",
                        "Shows features computed once, of 3 augmented views of each image in turn, for 10 epochs",
                        "Applies weight-decay (decay 1) to classifier of the few-shot classes, in the gradient of every step.",
                        "Ends with the network of the last epoch; nothing is selected.");
    }

    @Test
    void partsThatAreNotAlwaysThereAreToldWhereTheyAre() {
        String text = explained(Yaml.read(Yaml.SMALLEST + """
                  - name: taught
                    from: scratch
                    epochs: 10
                    learning-rate: 1
                    teacher: features
                    loss: {name: distillation}
                    feature-norm: 0.01
                    averaging: {name: ema, decay: 0.9, warm-up: false}
                    mixing: {name: mixup, alpha: 0.5}
                    schedule: {name: multi-step, epochs: [5], factor: 0.1}
                post-hoc:
                  - {name: ncm, from: taught, head: nearest-class-mean, adjustments: [additive]}
                """));
        assertThat(text)
                .contains(
                        "Mixes images by mixup (alpha 0.5).",
                        "Labels are the probabilities of features.",
                        "Averages weights by ema (decay 0.9, warm-up false)",
                        "Adds (eta / 2) mean |f|^2 of the features f, eta 0.01.",
                        "multi-step (epochs [5], factor 0.1): 1 in the first epoch, 0.1 in the last.",
                        "From taught: head nearest-class-mean",
                        "; then logits by additive (tau 1): z_c - tau log pi_c.");
    }

    @Test
    void countsAreKnownWithoutTheImages() {
        assertThat(seed())
                .contains(
                        "imbalance 100, the first images of each class: 10847 training images in 100 classes, 500 in the largest and 5 in the smallest.",
                        "No validation.",
                        "On 10000 balanced images, plain and averaged with their mirror images.",
                        "35 many-shot, 35 medium-shot and 30 few-shot classes: many-shot above 100");
        // Holdout takes round(0.1 n): 50 of 500, 1 of 5.
        assertThat(seed("data.validation=0.1"))
                .contains("450 in the largest and 4 in the smallest.", "Validation on a fraction of 0.1 of each class");
        assertThat(seed("data.source=drawn", "data.long-tail.imbalance=50"))
                .contains("in 20 classes, 400 in the largest and 8 in the smallest.", "On 2000 balanced images");
    }

    @Test
    void differencesFromThePresetAreListedOneForEachSwitch() {
        assertThat(seed("seed=3", "name=x")).contains("""

                Differs from preset seed (seed_cifar100lt-100_resnet34) in:
                  nothing
                """);
        assertThat(seed("stages.balance.schedule.timing=after-epoch", "data.long-tail.imbalance=50"))
                .contains("""

                Differs from preset seed (seed_cifar100lt-50_resnet34) in:
                  stages.balance.schedule.timing: after-epoch (preset: before-epoch)

                Mind
                """);
    }

    @Test
    void withoutAPresetTheNearestIsNamed() {
        assertThat(seed("preset=none", "stages.features.epochs=319"))
                .contains(
                        "Nearest is preset seed (seed_cifar100lt-100_resnet34), from which it differs in:",
                        "  stages.features.epochs: 319 (preset: 320)");
        Experiment paper = new PresetFile(Preset.PAPER, PresetFile.Data.CIFAR_10, 10, PresetFile.Network.RESNET_32)
                .experiment(Yaml.CATALOG);
        String none = Yaml.FILES.write(paper).replace("preset: paper", "preset: none");
        assertThat(explained(Yaml.read(none)))
                .contains(
                        "Nearest is preset paper (paper_cifar10lt-10_resnet32), from which it differs in:",
                        "  nothing");
    }

    @Test
    void aStageOfItsOwnIsToldByWhatItHasInsteadOfThePresets() {
        String more = Yaml.FILES.write(Yaml.FILES.read(SEED, List.of())).replace("post-hoc:\n", """
                  - {name: again, from: balance, trains: classifier, epochs: 10, learning-rate: 0.01}
                  - {name: naive, from: scratch, epochs: 320, learning-rate: 0.01, keep: best-on-test,
                     schedule: {name: cosine, timing: before-epoch}}
                post-hoc:
                """);
        assertThat(explained(Yaml.read(more))).contains("""

                Differs from preset seed (seed_cifar100lt-100_resnet34) in:
                  stages.again is not in the preset; it is balance but for from: balance (preset: features);\
                 input: cached-features (preset: images);\
                 loss: cross-entropy (preset: {name: class-balanced-softmax-bce, beta: 0.9999});\
                 schedule.timing: after-epoch (preset: before-epoch);\
                 regularizers.weight-decay: absent (preset: {name: weight-decay, decay: 0.1, on: classifier,\
                 classes: all, cadence: every-step});\
                 regularizers.max-norm: absent (preset: {name: max-norm, fraction: 0.1, p: 2, bias: keep,\
                 on: classifier/weights, classes: all, cadence: every-epoch});\
                 keep: last (preset: best-on-test); batch-norm: freeze (preset: update)
                  stages.naive is not in the preset; it is features but for\
                 regularizers.weight-decay: absent (preset: {name: weight-decay, decay: 0.005, on: all, classes: all,\
                 cadence: every-step})
                """);
    }

    @Test
    void whatIsSelectedOnTestImagesIsNamedWithAllThatGoesOnFromIt() {
        assertThat(seed("stages.balance.keep=last"))
                .contains("Selected on test images: features, balance, l2-normalization, tau-normalization.");
        assertThat(seed("stages.features.keep=last")).contains("Selected on test images: balance. ");
        assertThat(seed("stages.features.keep=last", "stages.balance.keep=last"))
                .doesNotContain("Selected on test");
    }

    @Test
    void whatToMindIsToldOnlyWhereItHolds() {
        assertThat(seed())
                .contains(
                        "No images for validation",
                        "The last epoch trains at learning rate 0: features, balance.",
                        "Flip averaging:",
                        "One seed, 0:");
        String wb = explained(new PresetFile(Preset.WB, PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_32)
                .experiment(Yaml.CATALOG));
        assertThat(wb.substring(wb.indexOf("\nMind\n")).lines()).hasSize(3);
    }

    @Test
    void aRunTellsItsStateAndItsOwnCounts() {
        RunFacts facts = new RunFacts("a run, complete", 1, Optional.of(new TrainingCounts(List.of(9, 3))));
        String text = new Explanation(Yaml.CATALOG, Yaml.read(Yaml.SMALLEST), Optional.of(facts)).text();
        assertThat(text)
                .startsWith("Experiment smallest, seed 0: a run, complete.\n")
                .contains("12 training images in 2 classes, 9 in the largest and 3 in the smallest.");
    }
}
