package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.ExperimentFile;

class TrialPlanTest {

    private static final Experiment EXPERIMENT = new ExperimentFile(Catalog.load()).parse("experiment", """
                    name: plan
                    data: {source: drawn, long-tail: {imbalance: 10}}
                    model: {architecture: resnet-8}
                    stages:
                      - {name: naive, from: scratch, epochs: 1, learning-rate: 0.1}
                      - {name: features, from: scratch, epochs: 1, learning-rate: 0.1}
                      - {name: heads, from: features, trains: classifier, epochs: 1, learning-rate: 0.1}
                      - {name: more, from: heads, trains: classifier, epochs: 1, learning-rate: 0.1}
                      - {name: finer, from: features, epochs: 1, learning-rate: 0.1}
                      - {name: on-images, from: features, trains: classifier, input: images, epochs: 1, learning-rate: 0.1}
                      - {name: taught, from: features, trains: classifier, teacher: heads, epochs: 1, learning-rate: 0.1, loss: distillation}
                    post-hoc:
                      - {name: tau, from: features, regularizers: [{name: tau-normalization, tau: 1, on: classifier}]}
                      - {name: all-tau, from: features, regularizers: [{name: tau-normalization, tau: 1, on: weights}]}
                      - {name: head-tau, from: more, regularizers: [{name: tau-normalization, tau: 1, on: classifier}]}
                    """, List.of());

    private static TrialPlan plan(String method, int stem) {
        return TrialPlan.of(EXPERIMENT, method, stem);
    }

    private static List<String> stages(TrialPlan plan) {
        return plan.stages().stream().map(StageSettings::name).toList();
    }

    @Test
    void onlyWhatTheMethodNeedsIsTrained() {
        assertThat(stages(plan("more", 2))).containsExactly("heads", "more");
        assertThat(stages(plan("more", 0))).containsExactly("features", "heads", "more");
        assertThat(stages(plan("taught", 0))).containsExactly("features", "heads", "taught");
        assertThat(stages(plan("head-tau", 3))).containsExactly("more");
        assertThat(stages(plan("tau", 2))).isEmpty();
    }

    @Test
    void classifiersOnCachedFeaturesNeedNothingButTheFeatures() {
        assertThat(plan("more", 2).body()).contains("features");
        assertThat(plan("more", 3).body()).contains("heads");
        assertThat(plan("tau", 2).body()).contains("features");
        assertThat(plan("head-tau", 2).body()).contains("features");
        assertThat(plan("taught", 2).body()).contains("features");
    }

    @Test
    void whateverChangesFeaturesNeedsTheWholeNetwork() {
        assertThat(plan("more", 0).body()).isEmpty();
        assertThat(plan("finer", 2).body()).isEmpty();
        assertThat(plan("on-images", 2).body()).isEmpty();
        assertThat(plan("all-tau", 2).body()).isEmpty();
    }

    @Test
    void theChangeIsPartOfThePlan() {
        assertThat(plan("tau", 2).change()).map(PostHocSettings::name).contains("tau");
        assertThat(plan("more", 2).change()).isEmpty();
    }
}
