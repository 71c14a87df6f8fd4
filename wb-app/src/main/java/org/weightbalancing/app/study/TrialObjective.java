package org.weightbalancing.app.study;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.feature.ComputedFeatures;
import org.weightbalancing.app.feature.FeatureSource;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.Measuring;
import org.weightbalancing.app.result.Testing;
import org.weightbalancing.app.search.Objective;
import org.weightbalancing.app.search.Trial;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.Metric;

/**
 * Carries out the experiment of a trial as far as it takes to measure a method on the validation images; the test images
 * are not looked at.
 *
 * <p>Where all that differs between trials are classifiers on the features of one network of the stem, only these are
 * trained, on features that all trials share.
 */
public final class TrialObjective implements Objective {

    private final Catalog catalog;
    private final Search search;
    private final Images images;
    private final Stem stem;
    private final Measuring measuring;
    private final Map<String, FeatureSource> banks = new ConcurrentHashMap<>();

    /**
     * Prepares trials.
     *
     * @param catalog makes what experiments name
     * @param search says what a trial is
     * @param images of all trials
     * @param stem the trained stages that no trial changes
     */
    public TrialObjective(Catalog catalog, Search search, Images images, Stem stem) {
        this.catalog = catalog;
        this.search = search;
        this.images = images;
        this.stem = stem;
        this.measuring = measuring(search, images);
    }

    private static Measuring measuring(Search search, Images images) {
        return new Measuring(
                images.validation().labels(),
                images.train().classCounts(),
                Testing.groups(search.base().evaluation()),
                0,
                0);
    }

    /**
     * Refuses a search for what is not a number on its images, whatever a network says of them.
     *
     * @throws ExperimentException if the metric of the objective is none
     */
    static void requireMeasurable(Search search, Images images) {
        Metric metric = search.objective().metric();
        try (INDArray nothing = Nd4j.zeros(
                DataType.FLOAT, images.validation().size(), images.train().classes())) {
            if (Double.isNaN(metric.applyAsDouble(measuring(search, images).report(nothing)))) {
                throw new ExperimentException("objective.metric is " + metric
                        + ", which is not a number on these validation images: no class is in that group; take another"
                        + " metric, or set evaluation.shot-groups");
            }
        }
    }

    @Override
    public double measure(Trial trial) {
        Experiment experiment = search.experiment(trial.parameters(), catalog);
        TrialPlan plan = TrialPlan.of(experiment, search.objective().method(), search.stem());
        Images shown = images.as(catalog, experiment.data());
        Map<Metric, Double> measures = new TrialRun(catalog, experiment, shown, features(plan, experiment, shown), plan)
                .of(
                        trial,
                        stem,
                        new TrialRun.Measures(this::measured, search.objective().metric()));
        measures.forEach((metric, value) -> trial.measure(metric.toString(), value));
        return measures.get(search.objective().metric());
    }

    private FeatureSource features(TrialPlan plan, Experiment experiment, Images shown) {
        ComputedFeatures computed = new ComputedFeatures(experiment, shown);
        return plan.body()
                .map(stage -> banks.computeIfAbsent(stage, name -> stem.features(name, computed)))
                .orElse(computed);
    }

    /**
     * Does what trials would otherwise do within their time: computes the features that those of the search's own
     * experiment share.
     */
    void prepare() {
        TrialPlan plan = TrialPlan.of(search.base(), search.objective().method(), search.stem());
        FeatureSource features = features(plan, search.base(), images);
        plan.body().map(stage -> stem.networks().get(stage).network()).ifPresent(network -> {
            features.plain(network, images.validation());
            plan.stages().forEach(stage -> features.training(network, stage));
        });
    }

    /** All metrics of logits of the validation images. */
    Map<Metric, Double> measured(INDArray logits) {
        LongTailReport report = measuring.report(logits);
        Map<Metric, Double> measures = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            measures.put(metric, metric.applyAsDouble(report));
        }
        return measures;
    }
}
