package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.feature.ComputedFeatures;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.GridGenerator;
import org.weightbalancing.app.search.Study;
import org.weightbalancing.app.search.Trial;
import org.weightbalancing.eval.Metric;
import picocli.CommandLine;

/** The laboratory's short ways against the long one: classifiers alone on stored features, and whole networks. */
class TrialObjectiveTest {

    private static final String SEARCH = """
            name: ways
            experiment:
              name: ways
              data:
                source: {name: drawn, largest: 12, validation-per-class: 3, test-per-class: 3}
                long-tail: {profile: exponential, imbalance: 6}
                augmentation: [horizontal-flip]
              model: {architecture: resnet-8, width: 4}
              stages:
                - {name: features, epochs: 1, learning-rate: 0.05}
                - name: balance
                  trains: classifier
                  epochs: 2
                  views: 2
                  learning-rate: 0.05
                  regularizers: [{name: weight-decay, decay: 5e-3, on: classifier}]
              post-hoc:
                - {name: means, from: features, head: nearest-class-mean}
            objective: {method: METHOD}
            space: SPACE
            generator: grid
            budget: {trials: 20}
            """;

    private static final String BALANCE = """
            {stages.balance.head: {choice: [keep, linear, cosine]}, \
            stages.balance.loss: {choice: [cross-entropy, balanced-softmax]}, \
            stages.balance.sampler: {choice: [instance, class-balanced, progressive]}}""";

    private static final Catalog CATALOG = Catalog.load();

    @TempDir
    private static Path folder;

    private static Backend backend;

    @BeforeAll
    static void start() {
        backend = Backend.start();
    }

    /** All metrics of all trials of a method, done on stored features or on computed ones. */
    private static List<Map<Metric, Double>> measured(String method, String space, boolean stored) {
        Search search = new SearchFile(CATALOG)
                .parse("search", SEARCH.replace("METHOD", method).replace("SPACE", space), folder);
        Run run = Run.prepare(CATALOG, search.base(), folder);
        StudyPaths paths = new StudyPaths(folder.resolve(method + "-" + stored));
        Stem stem =
                Stem.trained(search, run, paths, backend, CommandLine.populateCommand(new WatchOptions(), "--quiet"));
        List<Map<Metric, Double>> all = new ArrayList<>();
        Study.in(paths.folder().resolve("study"))
                .generator(new GridGenerator(search.space(), 2, false, 0))
                .goal(search.goal())
                .budget(Budget.trials(20))
                .run(trial -> {
                    all.add(measures(search, run.images(), stem, trial, stored));
                    return 0;
                });
        return all;
    }

    private static Map<Metric, Double> measures(Search search, Images images, Stem stem, Trial trial, boolean stored) {
        Experiment experiment = search.experiment(trial.parameters(), CATALOG);
        TrialPlan plan = TrialPlan.of(experiment, search.objective().method(), 1);
        assertThat(plan.body()).contains("features");
        TrialPlan whole = new TrialPlan(plan.stages(), plan.change(), Optional.empty());
        ComputedFeatures computed = new ComputedFeatures(experiment, images);
        TrialRun.Measures measures =
                new TrialRun.Measures(new TrialObjective(CATALOG, search, images, stem)::measured, Metric.ACCURACY);
        return stored
                ? new TrialRun(CATALOG, experiment, images, stem.features("features", computed), plan)
                        .of(trial, stem, measures)
                : new TrialRun(CATALOG, experiment, images, computed, whole).of(trial, stem, measures);
    }

    @Test
    void everyHeadLossAndSamplerComesToTheSameOnStoredFeatures() {
        requireSame("balance", BALANCE, 18);
    }

    @Test
    void soDoHeadsThatAreComputed() {
        requireSame("means", "{post-hoc.means.head.variant: {choice: [un, l2n, cl2n]}}", 3);
    }

    private static void requireSame(String method, String space, int trials) {
        List<Map<Metric, Double>> stored = measured(method, space, true);
        List<Map<Metric, Double>> computed = measured(method, space, false);

        assertThat(stored).hasSize(trials);
        assertThat(computed).hasSize(trials);
        for (int trial = 0; trial < trials; trial++) {
            Map<Metric, Double> those = computed.get(trial);
            assertThat(stored.get(trial))
                    .allSatisfy((metric, value) ->
                            assertThat(value).as(metric.toString()).isCloseTo(those.get(metric), Offset.offset(1e-5)));
        }
    }
}
