package org.weightbalancing.app.study;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.feature.FeatureSource;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.search.Trial;
import org.weightbalancing.app.training.PostHoc;
import org.weightbalancing.app.training.StagePaused;
import org.weightbalancing.app.training.StageTrainer;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.app.training.ValidatedLogits;
import org.weightbalancing.eval.Metric;

/** One trial: the stages it needs are trained one after another, and of the last every epoch is measured. */
final class TrialRun {

    private final Catalog catalog;
    private final Experiment experiment;
    private final Images images;
    private final FeatureSource features;
    private final TrialPlan plan;

    /**
     * What is told of networks.
     *
     * @param of gives all metrics of logits of the validation images
     * @param reported the one that is told after every epoch
     */
    record Measures(Function<INDArray, Map<Metric, Double>> of, Metric reported) {}

    /**
     * Prepares a trial.
     *
     * @param catalog makes what the experiment names
     * @param experiment of the trial
     * @param images it sees
     * @param features of those images
     * @param plan what of the experiment is done
     */
    TrialRun(Catalog catalog, Experiment experiment, Images images, FeatureSource features, TrialPlan plan) {
        this.catalog = catalog;
        this.experiment = experiment;
        this.images = images;
        this.features = features;
        this.plan = plan;
    }

    /**
     * Carries the trial out.
     *
     * @param trial hears of every epoch; its budget is in epochs of the last stage
     * @param stem the networks that are trained
     * @param measures of the method
     * @return the metrics of the method when the trial ends
     */
    Map<Metric, Double> of(Trial trial, Stem stem, Measures measures) {
        Map<String, Trained> networks = new HashMap<>(plan.body().isPresent() ? stem.classifiers() : stem.copies());
        Reports reports = new Reports(trial, measures);
        TrialNetworks kept = new TrialNetworks(trial.folder(), catalog.plugInPackages());
        try {
            for (StageSettings stage : plan.stages()) {
                networks.put(stage.name(), trained(stage, networks, trial, reports, kept));
            }
        } catch (StagePaused paused) {
            return reports.last.orElseThrow(() -> paused);
        }
        String last = plan.stages().isEmpty()
                ? plan.change().orElseThrow().from()
                : plan.stages().get(plan.stages().size() - 1).name();
        return measures.of().apply(logits(networks.get(last)));
    }

    private Trained trained(
            StageSettings stage, Map<String, Trained> networks, Trial trial, Reports reports, TrialNetworks kept) {
        boolean last = stage.equals(plan.stages().get(plan.stages().size() - 1));
        if (!last) {
            Optional<Trained> before = trial.parentFolder()
                    .flatMap(folder -> new TrialNetworks(folder, catalog.plugInPackages())
                            .kept(stage.name(), Trained.stamp(stage, networks)));
            Trained network = before.orElseGet(() -> trainer((settings, parts, stamp) ->
                            new TrialFit(settings, parts, TrialFit.Pausing.never(trial.folder()), ignored -> {}))
                    .train(stage, networks));
            if (trial.budget().isPresent()) {
                kept.keep(network);
            }
            return network;
        }
        TrialFit.Pausing pausing = new TrialFit.Pausing(trial.budget(), trial.folder(), trial.parentFolder());
        return trainer((settings, parts, stamp) -> {
                    TrialFit fit = new TrialFit(settings, parts, pausing, reports);
                    reports.epoch = fit.epochsBefore();
                    return fit;
                })
                .train(stage, networks);
    }

    private StageTrainer trainer(StageTrainer.Fits fits) {
        return new StageTrainer(catalog, experiment, images, features, fits);
    }

    /** What the method that is measured says of the validation images, when the network it is made of is this one. */
    private INDArray logits(Trained origin) {
        PostHoc changes = new PostHoc(catalog, experiment, images, features);
        Trained method =
                plan.change().map(change -> changes.change(origin, change)).orElse(origin);
        try (INDArray known =
                features.plain(method.network(), images.validation()).features(0)) {
            return method.logits(known);
        }
    }

    private final class Reports implements java.util.function.Consumer<ValidatedLogits> {

        private final Trial trial;
        private final Measures measures;
        private int epoch;
        private Optional<Map<Metric, Double>> last = Optional.empty();

        Reports(Trial trial, Measures measures) {
            this.trial = trial;
            this.measures = measures;
        }

        @Override
        public void accept(ValidatedLogits validated) {
            INDArray logits = plan.change().isEmpty() ? validated.logits() : changed(validated);
            Map<Metric, Double> measured = measures.of().apply(logits);
            last = Optional.of(measured);
            epoch++;
            trial.report(epoch, measured.get(measures.reported()));
        }

        private INDArray changed(ValidatedLogits validated) {
            String name = plan.change().orElseThrow().from();
            return logits(new Trained(name, validated.network().get(), Optional.empty(), Optional.empty()));
        }
    }
}
