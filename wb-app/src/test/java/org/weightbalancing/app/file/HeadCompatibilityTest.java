package org.weightbalancing.app.file;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads that cannot work with a loss, a model or a stage are refused when the file is read. */
final class HeadCompatibilityTest {

    @Test
    void ldamNeedsCosines() {
        Combinations.refused(
                "stages[0].loss is ldam, which needs logits that are cosines, hence a cosine head of scale 1, but the"
                        + " head is linear; set head: {name: cosine, scale: 1}",
                Yaml.SMALLEST,
                "stages[0].loss=ldam");
        Combinations.refused(
                "but the head is cosine (scale: 16.0, learned: false); set head: {name: cosine, scale: 1}",
                Yaml.SMALLEST,
                "stages[0].loss=ldam",
                "stages[0].head=cosine");
        Yaml.read(Yaml.SMALLEST, "stages[0].loss=ldam", "stages[0].head={name: cosine, scale: 1}");
    }

    @Test
    void whatADeferredLossNeedsIsWhatItsPartsNeed() {
        Combinations.refused(
                "stages[0].loss.after is ldam, which needs logits that are cosines, hence a cosine head of scale 1, but"
                        + " the head is linear; set head: {name: cosine, scale: 1}",
                Yaml.SMALLEST,
                "stages[0].loss={name: deferred, after: ldam, from-epoch: 3}");
    }

    @Test
    void aLaterStageHasTheHeadOfTheOneItGoesOnFrom() {
        Yaml.read(Combinations.TWO_STAGES, "stages[0].head={name: cosine, scale: 1}", "stages.second.loss=ldam");
        Combinations.refused(
                "but the head is linear; set head: {name: cosine, scale: 1}",
                Combinations.TWO_STAGES,
                "stages[0].head={name: cosine, scale: 1}",
                "stages.second.loss=ldam",
                "stages.second.head=linear",
                "stages.second.restart-classifier=true");
        Combinations.refused(
                "stages[1].head is linear and takes over weights, but the head of features is cosine (scale: 16.0,"
                        + " learned: false), which has none of a linear one; set restart-classifier: true",
                Combinations.TWO_STAGES,
                "stages[0].head=cosine",
                "stages.second.head=linear");
    }

    @Test
    void aSimplexNeedsAsManyFeaturesAsClassesButOne() {
        Combinations.refused(
                "stages[0].head is etf, a simplex of 100 classes, which needs at least 99 features, but model resnet-32"
                        + " of width 16 has 64; set model.width: 25",
                Yaml.SMALLEST,
                "stages[0].head=etf");
        Yaml.read(Yaml.SMALLEST, "stages[0].head=etf", "model.width=25");
        Yaml.read(Yaml.SMALLEST, "stages[0].head=etf", "data.source=cifar-10");
    }

    @Test
    void dotRegressionNeedsANormalisedSimplex() {
        Combinations.refused(
                "stages[0].loss is dot-regression, which needs a fixed simplex on normalised features, hence an etf"
                        + " head, but the head is etf (normalized: false, seed: 0); set head: {name: etf, normalized: true}",
                Yaml.SMALLEST,
                "model.width=25",
                "stages[0].head={name: etf, normalized: false}",
                "stages[0].loss=dot-regression");
    }

    @ParameterizedTest
    @CsvSource({"learnable-weight-scaling", "disalign"})
    void headsOnATrainedClassifierNeedOne(String head) {
        Combinations.refused(
                "stages[0].head is " + head
                        + ", which needs a linear classifier of an earlier stage, but the stage starts"
                        + " from scratch; go on from a stage with head: linear",
                Yaml.SMALLEST,
                "stages[0].head=" + head);
        Combinations.refused(
                "but that of features is cosine; go on from a stage with head: linear",
                Combinations.TWO_STAGES,
                "stages[0].head=cosine",
                "stages.second.head=" + head);
        Combinations.refused(
                "but the features would move below it; set trains: classifier, or another head",
                Combinations.TWO_STAGES,
                "stages.second.trains=everything",
                "stages.second.head=" + head);
        Combinations.refused(
                "stages[1].restart-classifier is true, but head is " + head
                        + ", which needs a linear classifier of an earlier stage; set restart-classifier: false",
                Combinations.TWO_STAGES,
                "stages.second.restart-classifier=true",
                "stages.second.head=" + head);
        Yaml.read(Combinations.TWO_STAGES, "stages.second.head=" + head);
        Combinations.refused(
                "stages[2].head is " + head
                        + ", whose own weights stay as they were trained, but the features would move"
                        + " below it; set trains: classifier, or another head",
                Combinations.TWO_STAGES + "  - {name: third, epochs: 1, learning-rate: 0.1}\n",
                "stages.second.head=" + head);
    }

    @Test
    void headsThatCannotBeTrainedAreNoHeadsOfTheirStage() {
        Combinations.refused(
                "stages[1].trains is classifier, but the head is etf, which is fixed, so that nothing would be trained;"
                        + " set trains: everything",
                Combinations.TWO_STAGES,
                "model.width=25",
                "stages.second.head=etf");
        Combinations.refused(
                "stages[1].trains is classifier, but the head is etf, which is fixed, so that nothing would be trained;"
                        + " set trains: everything",
                Combinations.TWO_STAGES,
                "model.width=25",
                "stages[0].head=etf");
        Combinations.refused(
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
        Combinations.refused(
                "post-hoc[0].regularizers[0] is tau-normalization, which has no effect on a cosine head: it divides by"
                        + " the norms already; drop it or set head: linear",
                text,
                "stages[0].head=cosine");
        Combinations.refused(
                "stages[0].regularizers[0] is max-norm, which has no effect on a cosine head: it divides by the norms"
                        + " already; drop it or set head: linear",
                Yaml.SMALLEST,
                "stages[0].head=cosine",
                "stages[0].regularizers=[{name: max-norm, radius: 1}]");
        Yaml.read(text);
    }
}
