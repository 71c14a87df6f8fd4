package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.ConstraintSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.ObjectiveSettings;
import org.weightbalancing.app.experiment.PruningSettings;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Condition;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.eval.Metric;

/** What search files say is what is read, and what is written reads back equal. */
final class SearchFileTest {

    private static final Map<String, Object> CLASS_BALANCED =
            Map.of("name", "class-balanced-cross-entropy", "beta", 0.999);

    @TempDir
    private Path folder;

    @Test
    void everyKeyIsRead() {
        Search search = Searches.read("""
                name: balance
                experiment:
                  name: two
                  data: {source: cifar-100, long-tail: {imbalance: 100}, validation: 0.1}
                  model: {architecture: resnet-32}
                  stages:
                    - {name: features, epochs: 200, learning-rate: 0.1}
                    - name: balance
                      trains: classifier
                      epochs: 10
                      learning-rate: 0.01
                      regularizers: [{name: weight-decay, decay: 5e-3}]
                objective:
                  method: balance
                  metric: mean-class-accuracy
                  constraints: [{metric: ece, at-most: 0.05}, {metric: many, at-least: 0.3}]
                space:
                  stages.balance.learning-rate: {log-uniform: [1e-4, 1]}
                  stages.balance.regularizers[0].decay: {uniform: [0, 0.5]}
                  stages.balance.batch: {choice: [32, 64]}
                  stages.balance.loss:
                    choice: [cross-entropy, {name: class-balanced-cross-entropy, beta: 0.999}]
                  stages.balance.loss.beta: {uniform: [0.9, 0.9999], when: {stages.balance.loss: class-balanced-cross-entropy}}
                  stages.balance.views: {integer: [1, 4]}
                generator: {name: tpe, startup: 12, gamma: 0.2}
                pruning: {name: median, trials: 4, steps: 2}
                budget: {trials: 100, minutes: 60, minutes-per-trial: 0.5, attempts: 2}
                seed: 3
                """);
        assertThat(search.name()).isEqualTo("balance");
        assertThat(search.base().name()).isEqualTo("two");
        assertThat(search.objective())
                .isEqualTo(new ObjectiveSettings(
                        "balance",
                        Metric.MEAN_CLASS_ACCURACY,
                        ObjectiveSettings.Direction.MAXIMISE,
                        List.of(
                                new ConstraintSettings(Metric.ECE, Double.NaN, 0.05),
                                new ConstraintSettings(Metric.MANY, 0.3, Double.NaN))));
        assertThat(search.goal())
                .isEqualTo(new Goal(true, List.of(Constraint.atMost("ece", 0.05), Constraint.atLeast("many", 0.3))));
        Choice losses = Choice.of("cross-entropy", CLASS_BALANCED);
        assertThat(search.space())
                .isEqualTo(SearchSpace.of(
                        Dimension.of("stages.balance.learning-rate", new LogUniform(1e-4, 1)),
                        Dimension.of("stages.balance.regularizers[0].decay", new Uniform(0, 0.5)),
                        Dimension.of("stages.balance.batch", Choice.of(32, 64)),
                        Dimension.of("stages.balance.loss", losses),
                        new Dimension(
                                "stages.balance.loss.beta",
                                new Uniform(0.9, 0.9999),
                                Optional.of(new Condition("stages.balance.loss", List.of(CLASS_BALANCED)))),
                        Dimension.of("stages.balance.views", new IntegerRange(1, 4))));
        assertThat(search.generator()).isEqualTo(new GeneratorSettings.Tpe(12, 24, 0.2));
        assertThat(search.pruning()).isEqualTo(new PruningSettings.Median(4, 2));
        assertThat(search.budget()).isEqualTo(new SearchBudget(100, 60, 0.5, 2));
        assertThat(search.newBudget().within()).contains(Duration.ofHours(1));
        assertThat(search.newBudget().perTrial()).contains(Duration.ofSeconds(30));
        assertThat(search.newBudget().trials()).isEqualTo(100);
        assertThat(search.newBudget().attempts()).isEqualTo(2);
        assertThat(search.seed()).isEqualTo(3);
        assertThat(search.measured().name()).isEqualTo("balance");
        assertThat(search.stem()).isEqualTo(1);
        assertThat(Searches.read(Searches.FILES.write(search))).isEqualTo(search);
    }

    @Test
    void defaultsAreTheLastMethodItsAccuracyAndTpe() {
        Search search = Searches.read(Searches.SMALLEST);
        assertThat(search.objective())
                .isEqualTo(new ObjectiveSettings(
                        "balance", Metric.ACCURACY, ObjectiveSettings.Direction.MAXIMISE, List.of()));
        assertThat(search.generator()).isEqualTo(new GeneratorSettings.Tpe(10, 24, 0.15));
        assertThat(search.pruning()).isEqualTo(new PruningSettings.None());
        assertThat(search.budget())
                .isEqualTo(new SearchBudget(9, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 10));
        assertThat(search.newBudget().within()).isEmpty();
        assertThat(search.newBudget().perTrial()).isEmpty();
        assertThat(search.seed()).isZero();
    }

    @Test
    void baseIsReadFromTheFolderOfTheSearchAndChanged() throws IOException {
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.writeString(folder.resolve("base.yaml"), Yaml.SMALLEST);
        Path file = Files.writeString(below.resolve("search.yaml"), """
                name: a
                base: ../base.yaml
                set: [data.validation=0.1, stages.features.epochs=7]
                space: {"stages[0].learning-rate": {uniform: [0, 1]}}
                budget: {trials: 1}
                """);
        Search search = Searches.FILES.read(file);
        assertThat(search.base()).isEqualTo(Yaml.read(Yaml.SMALLEST, "data.validation=0.1", "stages[0].epochs=7"));
        assertThat(Searches.read(Searches.FILES.write(search))).isEqualTo(search);
    }

    @Test
    void trialsAreTheBaseAfterTheirChangesInTheOrderOfTheSpace() {
        Search search = Searches.read(Searches.with("""
                  stages.balance.loss: {choice: [cross-entropy, {name: class-balanced-cross-entropy, beta: 0.999}]}
                  stages.balance.loss.beta: {uniform: [0, 0.9], when: {stages.balance.loss: class-balanced-cross-entropy}}
                  stages.balance.batch: {choice: [32, 64]}
                """));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stages.balance.batch", 32);
        values.put("stages.balance.loss.beta", 0.25);
        values.put("stages.balance.loss", CLASS_BALANCED);
        Parameters parameters = new Parameters(values);
        assertThat(search.changes(parameters)).hasSize(3).element(1).isEqualTo("stages.balance.loss.beta=0.25");
        assertThat(search.changes(parameters)).last().isEqualTo("stages.balance.batch=32");
        Experiment trial = search.experiment(parameters, Yaml.CATALOG);
        assertThat(trial.name()).isEqualTo(search.base().name());
        assertThat(trial.stages().get(1).batch()).isEqualTo(32);
        assertThat(trial.stages().get(1).loss()).isEqualTo(new LossSettings.ClassBalancedCrossEntropy(0.25));
        assertThat(trial.stages().get(0)).isEqualTo(search.base().stages().get(0));
    }
}
