package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.ModelSettings;
import org.weightbalancing.app.experiment.ObjectiveSettings;
import org.weightbalancing.app.experiment.PruningSettings;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.eval.Metric;

/** Which stages all trials share, and which one a trial is measured on. */
final class SearchStemTest {

    private static final Experiment FOUR = Yaml.read("""
            name: four
            data: {source: cifar-100, long-tail: {imbalance: 100}, validation: 0.1}
            model: {architecture: resnet-32}
            stages:
              - {name: a, epochs: 4, learning-rate: 0.1}
              - {name: b, from: scratch, epochs: 5, learning-rate: 0.1}
              - {name: c, from: a, teacher: b, loss: {name: distillation}, epochs: 6, learning-rate: 0.1}
              - {name: d, from: a, trains: classifier, epochs: 7, learning-rate: 0.1}
            post-hoc:
              - {name: e, from: c, regularizers: [l2-normalization]}
            """);

    private static Search search(String method, String... paths) {
        List<Dimension> dimensions = List.of(paths).stream()
                .map(path -> Dimension.of(path, Choice.of(1, 2)))
                .toList();
        return new Search(
                "s",
                FOUR,
                new ObjectiveSettings(method, Metric.ACCURACY, ObjectiveSettings.Direction.OF_METRIC, List.of()),
                new SearchSpace(dimensions),
                new GeneratorSettings.Random(),
                new PruningSettings.None(),
                new SearchBudget(1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1),
                0);
    }

    @ParameterizedTest
    @CsvSource({
        "stages.c.epochs, 2",
        "stages[2].epochs, 2",
        "stages.d, 3",
        "stages.a.batch, 0",
        "stages, 0",
        "post-hoc.e.regularizers, 4",
        "post-hoc, 4",
        "data.augmentation, 0",
        "model.width, 0",
        "data.normalization.mean, 0"
    })
    void stemEndsBeforeTheFirstStageThatADimensionChanges(String path, int stages) {
        assertThat(search("d", path).stem()).isEqualTo(stages);
        assertThat(search("d", "post-hoc.e.head", path, "stages.d.epochs").stem())
                .isEqualTo(Math.min(stages, 3));
    }

    @Test
    void changesAfterTrainingAreMeasuredOnTheStageTheyWereMadeFrom() {
        assertThat(search("e", "model.width").measured().name()).isEqualTo("c");
        assertThat(search("b", "model.width").measured().name()).isEqualTo("b");
        assertThat(search("last", "model.width").objective().method()).isEqualTo("e");
    }

    @Test
    void methodsNeedTheStagesTheyComeFromAndTheirTeachers() {
        assertThat(SearchMethod.needed(FOUR, "e")).containsExactlyInAnyOrder("a", "b", "c", "e");
        assertThat(SearchMethod.needed(FOUR, "d")).containsExactlyInAnyOrder("a", "d");
    }

    @Test
    void changesAreOfTheWrittenExperimentSoThatDefaultsStay() {
        Search search = search("d", "model.architecture");
        Experiment trial = search.experiment(new Parameters(Map.of("model.architecture", "resnet-18")), Yaml.CATALOG);
        assertThat(trial.model().architecture()).isEqualTo(ModelSettings.Architecture.RESNET_18);
        assertThat(trial.model().width()).isEqualTo(FOUR.model().width());
        assertThat(search.changes(new Parameters(Map.of()))).isEmpty();
        assertThat(search.experiment(new Parameters(Map.of()), Yaml.CATALOG)).isEqualTo(FOUR);
    }
}
