package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.regularizers.Regularizers;

/**
 * Carries out an experiment: read {@link #execute} to know what wb does.
 *
 * @param catalog makes the parts that the experiment names
 * @param experiment what is done
 * @param data where downloaded data sets lie
 * @param directory where everything is written
 */
record Run(Catalog catalog, Experiment experiment, Path data, RunDirectory directory) {

    /** Trains, changes and tests, and writes what comes of it. */
    Results execute(Backend backend, StageProgress progress) {
        ExperimentFile file = new ExperimentFile(catalog);
        directory.write(RunDirectory.EXPERIMENT, file.write(experiment));
        Images images = Images.open(catalog, experiment, data);
        Provenance provenance = Provenance.of(file.sha256(experiment), experiment.seed(), images, backend);
        directory.write(RunDirectory.PROVENANCE, provenance.json());

        Map<String, Trained> networks = new LinkedHashMap<>();
        StageTrainer trainer = new StageTrainer(catalog, experiment, images, new EpochLog(directory), progress);
        trainer.requireParameters();
        for (StageSettings stage : experiment.stages()) {
            Optional<Trained> from = stage.fromScratch() ? Optional.empty() : Optional.of(networks.get(stage.from()));
            keep(trainer.train(stage, from), networks);
        }
        for (PostHocSettings change : experiment.postHoc()) {
            keep(changed(networks.get(change.from()), change), networks);
        }

        Results results = Results.of(networks.values(), images, experiment.evaluation());
        ResultFiles.write(results, directory);
        Plots.write(results, directory);
        directory.write(RunDirectory.PROVENANCE, provenance.json());
        return results;
    }

    private void keep(Trained trained, Map<String, Trained> networks) {
        networks.put(trained.name(), trained);
        Checkpoints.write(trained.network(), directory.model(trained.name()));
    }

    private Trained changed(Trained origin, PostHocSettings change) {
        ComputationGraph network = origin.network().clone();
        for (RegularizerSettings settings : change.regularizers()) {
            Regularizers.apply(network, catalog.filter(settings), catalog.create(settings));
        }
        return new Trained(change.name(), network, origin.stamp());
    }
}
