package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.app.report.Found.method;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingsTest {

    private static final String EPOCHS =
            "stage,epoch,learning-rate,loss,split,class-accuracy,seconds,images-per-second,"
                    + "rows-projected,mean-shrink,stamp\n";

    @TempDir
    private Path folder;

    private RunFolder run;

    @BeforeEach
    void begin() {
        run = new RunFolder(folder);
    }

    private List<String> findings() {
        return Found.of(run).stream().map(Finding::text).toList();
    }

    @Test
    void maxNormThatNeverActsIsTold() {
        run.complete("").with("epochs.csv", EPOCHS + "a,0,0.1,1,,,1,1,,,\nb,0,0.1,1,,,1,1,0,,\nb,1,0.1,1,,,1,1,0,,\n");
        assertThat(findings())
                .containsExactly("MaxNorm projected no row in 2 epochs of stage b: its radius was never reached.");
    }

    @Test
    void maxNormThatActsIsTold() {
        // 3 rows by 10 % and 1 row by 50 %: 0.8 / 4 = 20 %.
        run.complete("")
                .with("epochs.csv", EPOCHS + "b,0,0.1,1,,,1,1,0,,\nb,1,0.1,1,,,1,1,3,0.1,\nb,2,0.1,1,,,1,1,1,0.5,\n");
        assertThat(findings())
                .containsExactly(
                        "MaxNorm projected rows 4 times in stage b (3 of them in epoch 2), in 2 of 3 epochs, in the"
                                + " mean by 20.0 %.");
    }

    @Test
    void maxNormOfOneEpochIsTold() {
        run.complete("").with("epochs.csv", EPOCHS + "b,0,0.1,1,,,1,1,1,0.25,\nb,1,0.1,1,,,1,1,0,,\n");
        assertThat(findings()).containsExactly("MaxNorm projected a row once in stage b, in epoch 1, by 25.0 %.");
    }

    @Test
    void nearlyUniformProbabilitiesAreTold() {
        run.complete("""
                {"name": "m", "plain": {"entropy": 0.95, "confidence": 0.34, "accuracy": 0.8, "ece": 0.452},
                 "temperature-scaled": {"ece": 0.031}, "temperature": 0.0123, "temperature-fitted-on": "validation"}""");
        // 1/3 = 33.3 %.
        assertThat(findings())
                .containsExactly(
                        "The probabilities of m are nearly uniform: mean confidence 34.0 %, where 1/C is 33.3 %;"
                                + " ECE 45.2 % before and 3.1 % after a temperature of 0.0123 fitted on validation images.");
    }

    @Test
    void overconfidenceIsTold() {
        run.complete(method("m", "\"entropy\": 0.2, \"confidence\": 0.9, \"accuracy\": 0.6, \"ece\": 0.3"));
        assertThat(findings())
                .containsExactly("m is overconfident: mean confidence 90.0 %, accuracy 60.0 %; ECE 30.0 %.");
    }

    @Test
    void tooLittleConfidenceIsTold() {
        run.complete(method("m", "\"entropy\": 0.9499, \"confidence\": 0.5, \"accuracy\": 0.6"));
        assertThat(findings())
                .containsExactly("m is less confident than it is right: mean confidence 50.0 %, accuracy 60.0 %.");
    }

    @Test
    void confidenceNearAccuracyIsNotWorthASentence() {
        run.complete(method("m", "\"entropy\": 0.2, \"confidence\": 0.62, \"accuracy\": 0.6, \"ece\": 0.03"));
        assertThat(findings()).isEmpty();
    }

    @Test
    void anExperimentThatWasChangedAfterTheRunIsTold() {
        // SHA-256 of "name: small\n".
        String sha256 = "d9c7ad0987366663ad6f7b7ddb01a433a21a0a83c5693ab7c7b8bdceb9a54b2a";
        run.complete("")
                .with("provenance.json", "{\"status\": \"complete\", \"experiment-sha256\": \"" + sha256 + "\"}");
        assertThat(findings()).isEmpty();
        run.with("experiment.yaml", "name: other\n");
        assertThat(findings())
                .containsExactly("experiment.yaml is not the experiment that the run began with: its SHA-256 is another"
                        + " than provenance.json notes.");
    }

    @Test
    void anotherStampIsTold() {
        run.complete("{\"name\": \"c\", \"stamp\": \"odd\", \"plain\": {}}");
        assertThat(findings()).containsExactly("c carries the stamp odd.");
    }

    @Test
    void aStampStandsWhereverNumbersAreTold() {
        run.complete("""
                {"name": "c", "stamp": "odd", "classifier-norms": [3, 2, 1.5],
                 "plain": {"confidence": 0.9, "accuracy": 0.6, "class-accuracies": [1, 0.5, 0]}}""");
        assertThat(findings())
                .containsExactly(
                        "c carries the stamp odd.",
                        "c (odd) recognises no test image of 1 class out of 3: axolotl (trained on 5 images).",
                        "Mean norm of the rows of many-shot classes over that of few-shot classes: 2.00 in c (odd).",
                        "c (odd) is overconfident: mean confidence 90.0 %, accuracy 60.0 %.");
    }

    @Test
    void frequentAndRareClassesAreCompared() {
        run.complete(method("a", "\"many\": 0.91, \"few\": 0.256"));
        assertThat(findings())
                .containsExactly(
                        "Few-shot classes are 65.4 points behind many-shot classes in a (25.6 % against 91.0 %).");
    }

    @Test
    void theLeastAndTheLargestGapAreTold() {
        run.complete(method("a", "\"many\": 0.91, \"few\": 0.256") + "," + method("b", "\"many\": 0.56, \"few\": 0.568")
                + "," + method("c", "\"many\": 0.7, \"few\": 0.6"));
        assertThat(findings())
                .contains("Few-shot classes are 0.8 points ahead of many-shot classes in b (56.8 % against 56.0 %), but"
                        + " 65.4 points behind many-shot classes in a (25.6 % against 91.0 %).");
    }

    @Test
    void gapsOfStampedMethodsAreToldOnlyIfAllHaveAStamp() {
        String stamped = "{\"name\": \"s\", \"stamp\": \"odd\", \"plain\": {\"many\": 0.9, \"few\": 0.1}}";
        run.complete(method("a", "\"many\": 0.7, \"few\": 0.6") + "," + stamped);
        assertThat(findings())
                .containsExactly(
                        "s carries the stamp odd.",
                        "Few-shot classes are 10.0 points behind many-shot classes in a (60.0 % against 70.0 %).");
        run.complete(stamped);
        assertThat(findings())
                .contains(
                        "Few-shot classes are 80.0 points behind many-shot classes in s (odd) (10.0 % against 90.0 %).");
    }

    @Test
    void classesThatAreNeverRecognisedAreNamed() {
        run.complete(method("a", "\"class-accuracies\": [1, 0, 0]") + ","
                + method("b", "\"class-accuracies\": [1, 0.01, 0.5]"));
        assertThat(findings())
                .containsExactly("Classes out of 3 of which no test image is recognised: 2 in a. b, the most accurate,"
                        + " recognises some images of every class.");
        run.complete(method("a", "\"accuracy\": 0.4, \"class-accuracies\": [1, 0, 0]") + ","
                + method("b", "\"accuracy\": 0.2, \"class-accuracies\": [0, 0.6, 0]"));
        assertThat(findings())
                .contains(
                        "Classes out of 3 of which no test image is recognised: 2 in a and 2 in b. Those in a, the most"
                                + " accurate: dog (trained on 50 images) and axolotl (trained on 5 images).");
    }

    @Test
    void beyondFiveClassesTheOthersAreCounted() {
        run.complete("").with("report.json", """
                {"train-counts": [7, 6, 5, 4, 3, 2, 1],
                 "methods": [{"name": "a", "plain": {"class-accuracies": [0, 0, 0, 0, 0, 0, 0]}}]}""");
        assertThat(findings())
                .contains("a recognises no test image of 7 classes out of 7: 0 (trained on 7 images), 1 (trained on 6"
                        + " images), 2 (trained on 5 images), 3 (trained on 4 images), 4 (trained on 3 images) and 2"
                        + " more.");
    }

    @Test
    void groupsWithoutAClassAreExplained() {
        run.complete("").with("report.json", "{\"train-counts\": [200, 150], \"methods\": []}");
        assertThat(findings())
                .containsExactly(
                        "No class is medium-shot (20 to 100 training images), so accuracy on medium-shot classes is n/a.",
                        "No class is few-shot (fewer than 20 training images), so accuracy on few-shot classes is n/a.");
    }

    @Test
    void classesWithoutATestImageAreCounted() {
        run.complete(method("a", "\"class-accuracies\": [1, null, 0.5]"));
        assertThat(findings()).containsExactly("1 class has no test image, so accuracy there is n/a.");
    }

    @Test
    void rowsOfTheClassifierAreCompared() {
        run.complete("{\"name\": \"a\", \"plain\": {}, \"classifier-norms\": [3, 2, 1.5]}");
        assertThat(findings())
                .containsExactly(
                        "Mean norm of the rows of many-shot classes over that of few-shot classes: 2.00 in a.");
    }

    @Test
    void anUnfinishedRunIsTold() {
        run.with("provenance.json", "{\"status\": \"running\", \"software\": {\"uncommitted-changes\": \"true\"}}");
        assertThat(findings())
                .containsExactly(
                        "The run is not complete (running): the page shows what there is so far. If it was killed,"
                                + " 'wb resume' goes on with it.",
                        "The run was made by a wb with uncommitted changes: its commit alone does not say how it was"
                                + " made.");
    }
}
