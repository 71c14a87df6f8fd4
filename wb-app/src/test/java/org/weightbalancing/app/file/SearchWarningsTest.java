package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.eval.Metric;

/** Metrics of images on a long-tailed validation set are warned of. */
final class SearchWarningsTest {

    private static final String DATA = "{source: cifar-100, long-tail: {imbalance: 100}, validation: 0.1}";
    private static final String TAILED =
            "The validation images are as long-tailed as the training images, for data.validation is 0.1: ";

    private static List<String> warnings(String data, String objective) {
        return Searches.read(Searches.SMALLEST.replace(DATA, data) + "objective: " + objective + "\n")
                .warnings();
    }

    @Test
    void accuracyIsThatOfTheCommonClasses() {
        assertThat(Searches.read(Searches.SMALLEST).warnings())
                .containsExactly(TAILED
                        + "objective.metric accuracy counts common classes most and selects what suits them; metric:"
                        + " mean-class-accuracy counts all classes alike.");
    }

    @Test
    void soAreBounds() {
        assertThat(warnings(
                        DATA,
                        "{metric: few, constraints: [{metric: ece, at-most: 0.1}, {metric: many, at-least: 0.1},"
                                + " {metric: ece, at-least: 0.01}]}"))
                .containsExactly(TAILED + "a constraint on ece bounds it for common classes most.");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"ACCURACY", "TOP_5_ACCURACY", "NLL", "BRIER", "ECE", "MCE", "ADAPTIVE_ECE", "CONFIDENCE", "ENTROPY"
            })
    void metricsOfImagesAreWarnedOf(Metric metric) {
        assertThat(warnings(DATA, "{goal: maximise, metric: " + metric + "}")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ACCURACY", "TOP_5_ACCURACY", "NLL", "BRIER", "ECE", "MCE", "ADAPTIVE_ECE", "CONFIDENCE", "ENTROPY"
            })
    void metricsOfClassesAreNot(Metric metric) {
        assertThat(warnings(DATA, "{metric: " + metric + "}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{source: drawn, long-tail: {imbalance: 100}}",
                "{source: cifar-10, long-tail: {profile: none, imbalance: 1}, validation: 0.1}",
                "{source: {name: features, folder: f, validation: true}, long-tail: {profile: none, imbalance: 1}}"
            })
    void validationImagesMayBeBalanced(String data) {
        assertThat(Searches.read(ofClassifier(data)).warnings()).isEmpty();
    }

    @Test
    void featuresOfAnotherNetworkCountAsLongTailed() {
        String data =
                "{source: {name: features, folder: f}, long-tail: {profile: none, imbalance: 1}, validation: 0.1}";
        assertThat(Searches.read(ofClassifier(data)).warnings()).hasSize(1);
    }

    /** The smallest search with other data; where they are features, with classifiers alone. */
    private static String ofClassifier(String data) {
        String search = Searches.SMALLEST.replace(DATA, data);
        return data.contains("features")
                ? search.replace("resnet-32", "features")
                        .replace("name: features\n", "name: features\n      trains: classifier\n")
                : search;
    }
}
