package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.WeightingSettings;

/** Combinations that cannot work are refused when the file is read, with both parties and the remedy. */
final class CompatibilityTest {

    @ParameterizedTest
    @CsvSource({"mixup", "cutmix", "remix", "cmo"})
    void mixedLabelsAreNoClassIds(String mixing) {
        Combinations.refused(
                "stages[0].loss is seesaw, which needs labels that are class ids, hence no mixing and no teacher,"
                        + " but mixing is " + mixing + "; set mixing: none or another loss, such as balanced-softmax",
                Yaml.SMALLEST,
                "stages[0].loss=seesaw",
                "stages[0].mixing=" + mixing);
        Yaml.read(Yaml.SMALLEST, "stages[0].loss=lade", "stages[0].mixing=" + mixing);
    }

    @Test
    void distillationNeedsATeacherThatComesBefore() {
        Combinations.refused(
                "stages[0].loss is distillation, which needs labels that are the probabilities of a teacher, but there is"
                        + " none; set teacher to the name of an earlier stage",
                Yaml.SMALLEST,
                "stages[0].loss=distillation");
        Combinations.refused(
                "stages[0].teacher is 'second'; allowed: none",
                Combinations.TWO_STAGES,
                "stages[0].loss=distillation",
                "stages[0].teacher=second");
        Yaml.read(Combinations.TWO_STAGES, "stages.second.loss=distillation", "stages.second.teacher=features");
        Combinations.refused(
                "stages[1].loss is seesaw, which needs labels that are class ids, hence no mixing and no teacher, but"
                        + " teacher is features; set teacher: none or loss: distillation",
                Combinations.TWO_STAGES,
                "stages.second.loss=seesaw",
                "stages.second.teacher=features");
    }

    @Test
    void aTeacherJudgesOnlyItsOwnCachedFeatures() {
        String three = Combinations.TWO_STAGES + """
                  - name: third
                    from: scratch
                    epochs: 10
                    learning-rate: 0.1
                  - name: fourth
                    trains: classifier
                    epochs: 10
                    learning-rate: 0.1
                    loss: distillation
                    teacher: second
                """;
        Combinations.refused(
                "stages[3].teacher is second, whose features are not those of third, but input is cached-features; set"
                        + " input: images",
                three);
        Yaml.read(three, "stages.fourth.input=images");
        Yaml.read(three, "stages.fourth.from=features");
    }

    @Test
    void changesAfterTrainingMustChangeSomethingWithoutTraining() {
        String text = Yaml.SMALLEST + """
                post-hoc:
                  - name: changed
                    from: features
                """;
        Combinations.refused(
                "post-hoc[0].name is 'changed', but nothing is changed; give head, regularizers or adjustments", text);
        Combinations.refused(
                "post-hoc[0].head must be trained; name it as head of a stage", text, "post-hoc[0].head=cosine");
        assertThat(Yaml.read(text, "post-hoc[0].head=centered-means").postHoc())
                .extracting(PostHocSettings::head)
                .isEqualTo(List.of(new HeadSettings.CenteredMean(new WeightingSettings.EffectiveNumber(0.9999), 0.1)));
    }

    @Test
    void whatIsFittedNeedsValidationImages() {
        String text = Yaml.SMALLEST + """
                post-hoc:
                  - name: calibrated
                    from: features
                    adjustments: [temperature]
                """;
        Combinations.refused(
                "post-hoc[0].adjustments[0] is temperature, which needs images for validation, but data has none; set"
                        + " data.validation: 0.1",
                text);
        Yaml.read(text, "data.validation=0.1");
        Yaml.read(text, "post-hoc[0].adjustments=[additive]");
    }

    @Test
    void featuresThatStayAreNeitherPunishedNorMixed() {
        Combinations.refused(
                "stages[1].feature-norm is 0.01, but trains: classifier leaves the features as they are; set"
                        + " feature-norm: 0 or trains: everything",
                Combinations.TWO_STAGES,
                "stages.second.feature-norm=0.01");
        Combinations.refused(
                "stages[1].mixing mixes images, but input is cached-features; set input: images or mixing: none",
                Combinations.TWO_STAGES,
                "stages.second.mixing=mixup");
        Yaml.read(Combinations.TWO_STAGES, "stages.second.mixing=mixup", "stages.second.input=images");
    }

    @Test
    void mixingMustLeaveAnEpoch() {
        Combinations.refused(
                "stages[0].mixing leaves out the first 4 and the last 3 of 7 epochs, that is all; lower skip-first or"
                        + " skip-last",
                Yaml.SMALLEST,
                "stages[0].epochs=7",
                "stages[0].mixing=cmo");
        Yaml.read(Yaml.SMALLEST, "stages[0].epochs=8", "stages[0].mixing=cmo");
    }

    @Test
    void everyClassHasAPriorAboveZero() {
        String text = Yaml.SMALLEST + """
                post-hoc:
                  - name: corrected
                    from: features
                    adjustments: [{name: prior-correction, prior: [1, 0]}]
                """;
        Combinations.refused("post-hoc[0].adjustments[0].prior[1] is 0; allowed: above 0", text);
    }

    @Test
    void whatIsDeferredMustComeBeforeTheEnd() {
        for (String key : List.of("loss", "sampler")) {
            String deferred = "stages[0]." + key + "={name: deferred, after: "
                    + (key.equals("loss") ? "focal" : "square-root") + ", from-epoch: 200}";
            Combinations.refused(
                    "stages[0]." + key + ".from-epoch is 200, but the stage has 200 epochs, counted from 0: the second "
                            + key + " would never come",
                    Yaml.SMALLEST,
                    deferred);
            Yaml.read(Yaml.SMALLEST, deferred, "stages[0].epochs=201");
        }
    }

    @Test
    void aMeanOverEpochsNeedsSomeOfThemAndSelectsNone() {
        String mean = "stages[0].averaging={name: swa, from-epoch: 200}";
        Combinations.refused(
                "stages[0].averaging.from-epoch is 200, but the stage has 200 epochs, counted from 0, so that none would"
                        + " count",
                Yaml.SMALLEST,
                mean);
        Combinations.refused(
                "stages[0].averaging is swa, a mean over epochs, of which none can be selected; set keep: last, or"
                        + " averaging: ema",
                Yaml.SMALLEST,
                mean,
                "stages[0].epochs=201",
                "stages[0].keep=best-on-validation");
        Yaml.read(Yaml.SMALLEST, mean, "stages[0].epochs=201");
    }

    @Test
    void onlyTheClassifierHasRowsOfClasses() {
        Combinations.refused(
                "stages[0].regularizers[0].classes is few, but on is 'all'; only the classifier has a row for each class:"
                        + " set on: classifier",
                Yaml.SMALLEST,
                "stages[0].regularizers=[{name: weight-decay, decay: 1, classes: few}]");
        Yaml.read(
                Yaml.SMALLEST, "stages[0].regularizers=[{name: weight-decay, decay: 1, on: classifier, classes: few}]");
    }
}
