package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Combinations that cannot work are refused when the file is read, with both parties and the remedy. */
final class CompatibilityTest {

    private static final String TWO_STAGES = Yaml.SMALLEST + """
              - name: second
                trains: classifier
                epochs: 10
                learning-rate: 0.1
            """;

    private static void refused(String problem, String text, String... sets) {
        assertThat(Yaml.problems(text, sets)).singleElement().asString().endsWith(problem);
    }

    @Test
    void ldamNeedsCosines() {
        refused(
                "stages[0].loss is ldam, which needs logits that are cosines, hence a cosine head of scale 1, but the"
                        + " head is linear; set head: {name: cosine, scale: 1}",
                Yaml.SMALLEST,
                "stages[0].loss=ldam");
        refused(
                "but the head is cosine (scale: 16.0, learned: false); set head: {name: cosine, scale: 1}",
                Yaml.SMALLEST,
                "stages[0].loss=ldam",
                "stages[0].head=cosine");
        Yaml.read(Yaml.SMALLEST, "stages[0].loss=ldam", "stages[0].head={name: cosine, scale: 1}");
    }

    @Test
    void whatADeferredLossNeedsIsWhatItsPartsNeed() {
        refused(
                "stages[0].loss.after is ldam, which needs logits that are cosines, hence a cosine head of scale 1, but"
                        + " the head is linear; set head: {name: cosine, scale: 1}",
                Yaml.SMALLEST,
                "stages[0].loss={name: deferred, after: ldam, from-epoch: 3}");
    }

    @Test
    void aLaterStageHasTheHeadOfTheOneItGoesOnFrom() {
        Yaml.read(TWO_STAGES, "stages[0].head={name: cosine, scale: 1}", "stages.second.loss=ldam");
        refused(
                "but the head is linear; set head: {name: cosine, scale: 1}",
                TWO_STAGES,
                "stages[0].head={name: cosine, scale: 1}",
                "stages.second.loss=ldam",
                "stages.second.head=linear",
                "stages.second.restart-classifier=true");
        refused(
                "stages[1].head is linear and takes over weights, but the head of features is cosine (scale: 16.0,"
                        + " learned: false), which has none of a linear one; set restart-classifier: true",
                TWO_STAGES,
                "stages[0].head=cosine",
                "stages.second.head=linear");
    }

    @Test
    void aSimplexNeedsAsManyFeaturesAsClassesButOne() {
        refused(
                "stages[0].head is etf, a simplex of 100 classes, which needs at least 99 features, but model resnet-32"
                        + " of width 16 has 64; set model.width: 25",
                Yaml.SMALLEST,
                "stages[0].head=etf");
        Yaml.read(Yaml.SMALLEST, "stages[0].head=etf", "model.width=25");
        Yaml.read(Yaml.SMALLEST, "stages[0].head=etf", "data.source=cifar-10");
    }

    @Test
    void dotRegressionNeedsANormalisedSimplex() {
        refused(
                "stages[0].loss is dot-regression, which needs a fixed simplex on normalised features, hence an etf"
                        + " head, but the head is etf (normalized: false, seed: 0); set head: {name: etf, normalized: true}",
                Yaml.SMALLEST,
                "model.width=25",
                "stages[0].head={name: etf, normalized: false}",
                "stages[0].loss=dot-regression");
    }

    @ParameterizedTest
    @CsvSource({"mixup", "cutmix", "remix", "cmo"})
    void mixedLabelsAreNoClassIds(String mixing) {
        refused(
                "stages[0].loss is seesaw, which needs labels that are class ids, hence no mixing and no teacher,"
                        + " but mixing is " + mixing + "; set mixing: none or another loss, such as balanced-softmax",
                Yaml.SMALLEST,
                "stages[0].loss=seesaw",
                "stages[0].mixing=" + mixing);
        Yaml.read(Yaml.SMALLEST, "stages[0].loss=lade", "stages[0].mixing=" + mixing);
    }

    @Test
    void distillationNeedsATeacherThatComesBefore() {
        refused(
                "stages[0].loss is distillation, which needs labels that are the probabilities of a teacher, but there is"
                        + " none; set teacher to the name of an earlier stage",
                Yaml.SMALLEST,
                "stages[0].loss=distillation");
        refused(
                "stages[0].teacher is 'second'; allowed: none",
                TWO_STAGES,
                "stages[0].loss=distillation",
                "stages[0].teacher=second");
        Yaml.read(TWO_STAGES, "stages.second.loss=distillation", "stages.second.teacher=features");
        refused(
                "stages[1].loss is seesaw, which needs labels that are class ids, hence no mixing and no teacher, but"
                        + " teacher is features; set teacher: none or loss: distillation",
                TWO_STAGES,
                "stages.second.loss=seesaw",
                "stages.second.teacher=features");
    }

    @Test
    void aTeacherJudgesOnlyItsOwnCachedFeatures() {
        String three = TWO_STAGES + """
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
        refused(
                "stages[3].teacher is second, whose features are not those of third, but input is cached-features; set"
                        + " input: images",
                three);
        Yaml.read(three, "stages.fourth.input=images");
        Yaml.read(three, "stages.fourth.from=features");
    }

    @ParameterizedTest
    @CsvSource({"learnable-weight-scaling", "disalign"})
    void headsOnATrainedClassifierNeedOne(String head) {
        refused(
                "stages[0].head is " + head
                        + ", which needs a linear classifier of an earlier stage, but the stage starts"
                        + " from scratch; go on from a stage with head: linear",
                Yaml.SMALLEST,
                "stages[0].head=" + head);
        refused(
                "but that of features is cosine; go on from a stage with head: linear",
                TWO_STAGES,
                "stages[0].head=cosine",
                "stages.second.head=" + head);
        refused(
                "but the features would move below it; set trains: classifier, or another head",
                TWO_STAGES,
                "stages.second.trains=everything",
                "stages.second.head=" + head);
        refused(
                "stages[1].restart-classifier is true, but head is " + head
                        + ", which needs a linear classifier of an earlier stage; set restart-classifier: false",
                TWO_STAGES,
                "stages.second.restart-classifier=true",
                "stages.second.head=" + head);
        Yaml.read(TWO_STAGES, "stages.second.head=" + head);
        refused(
                "stages[2].head is " + head
                        + ", whose own weights stay as they were trained, but the features would move"
                        + " below it; set trains: classifier, or another head",
                TWO_STAGES + "  - {name: third, epochs: 1, learning-rate: 0.1}\n",
                "stages.second.head=" + head);
    }

    @Test
    void headsThatCannotBeTrainedAreNoHeadsOfTheirStage() {
        refused(
                "stages[1].trains is classifier, but the head is etf, which is fixed, so that nothing would be trained;"
                        + " set trains: everything",
                TWO_STAGES,
                "model.width=25",
                "stages.second.head=etf");
        refused(
                "stages[1].trains is classifier, but the head is etf, which is fixed, so that nothing would be trained;"
                        + " set trains: everything",
                TWO_STAGES,
                "model.width=25",
                "stages[0].head=etf");
        refused(
                "stages[0].head is computed from features and has nothing to train; name it as head of a post-hoc"
                        + " change",
                Yaml.SMALLEST,
                "stages[0].head=nearest-class-mean");
    }

    @Test
    void normsMeanNothingToACosineHead() {
        String text = Yaml.SMALLEST + """
                post-hoc:
                  - name: rescaled
                    from: features
                    regularizers: [{name: tau-normalization, tau: 1}]
                """;
        refused(
                "post-hoc[0].regularizers[0] is tau-normalization, which has no effect on a cosine head: it divides by"
                        + " the norms already; drop it or set head: linear",
                text,
                "stages[0].head=cosine");
        refused(
                "stages[0].regularizers[0] is max-norm, which has no effect on a cosine head: it divides by the norms"
                        + " already; drop it or set head: linear",
                Yaml.SMALLEST,
                "stages[0].head=cosine",
                "stages[0].regularizers=[{name: max-norm, radius: 1}]");
        Yaml.read(text);
    }

    @Test
    void changesAfterTrainingMustChangeSomethingWithoutTraining() {
        String text = Yaml.SMALLEST + """
                post-hoc:
                  - name: changed
                    from: features
                """;
        refused("post-hoc[0].name is 'changed', but nothing is changed; give head, regularizers or adjustments", text);
        refused("post-hoc[0].head must be trained; name it as head of a stage", text, "post-hoc[0].head=cosine");
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
        refused(
                "post-hoc[0].adjustments[0] is temperature, which needs images for validation, but data has none; set"
                        + " data.validation: 0.1",
                text);
        Yaml.read(text, "data.validation=0.1");
        Yaml.read(text, "post-hoc[0].adjustments=[additive]");
    }

    @Test
    void featuresThatStayAreNeitherPunishedNorMixed() {
        refused(
                "stages[1].feature-norm is 0.01, but trains: classifier leaves the features as they are; set"
                        + " feature-norm: 0 or trains: everything",
                TWO_STAGES,
                "stages.second.feature-norm=0.01");
        refused(
                "stages[1].mixing mixes images, but input is cached-features; set input: images or mixing: none",
                TWO_STAGES,
                "stages.second.mixing=mixup");
        Yaml.read(TWO_STAGES, "stages.second.mixing=mixup", "stages.second.input=images");
    }

    @Test
    void mixingMustLeaveAnEpoch() {
        refused(
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
        refused("post-hoc[0].adjustments[0].prior[1] is 0; allowed: above 0", text);
    }

    @Test
    void whatIsDeferredMustComeBeforeTheEnd() {
        for (String key : List.of("loss", "sampler")) {
            String deferred = "stages[0]." + key + "={name: deferred, after: "
                    + (key.equals("loss") ? "focal" : "square-root") + ", from-epoch: 200}";
            refused(
                    "stages[0]." + key + ".from-epoch is 200, but the stage has 200 epochs, counted from 0: the second "
                            + key + " would never come",
                    Yaml.SMALLEST,
                    deferred);
            Yaml.read(Yaml.SMALLEST, deferred, "stages[0].epochs=201");
        }
    }

    @Test
    void onlyTheClassifierHasRowsOfClasses() {
        refused(
                "stages[0].regularizers[0].classes is few, but on is 'all'; only the classifier has a row for each class:"
                        + " set on: classifier",
                Yaml.SMALLEST,
                "stages[0].regularizers=[{name: weight-decay, decay: 1, classes: few}]");
        Yaml.read(
                Yaml.SMALLEST, "stages[0].regularizers=[{name: weight-decay, decay: 1, on: classifier, classes: few}]");
    }
}
