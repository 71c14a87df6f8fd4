package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.weightbalancing.train.DivergedException;

/**
 * Carries out an experiment: read {@link #execute} to know what wb does.
 *
 * @param catalog makes the parts that the experiment names
 * @param experiment what is done
 * @param images its images
 */
record Run(Catalog catalog, Experiment experiment, Images images) {

    /** Opens the images and checks what only images and network can tell, before anything is written. */
    static Run prepare(Catalog catalog, Experiment experiment, Path data) {
        Images images = Images.open(catalog, experiment, data);
        new Rehearsal(catalog, experiment, images).require();
        return new Run(catalog, experiment, images);
    }

    /** Trains, changes and tests, and writes what comes of it; a run that fails says so in its provenance. */
    Results execute(RunDirectory directory, Backend backend, StageProgress progress) {
        ExperimentFile file = new ExperimentFile(catalog);
        Provenance provenance = Provenance.of(file.sha256(experiment), experiment.seed(), images, catalog, backend);
        directory.write(RunDirectory.EXPERIMENT, file.write(experiment));
        directory.write(RunDirectory.PROVENANCE, provenance.running());
        try {
            Results results = results(directory, provenance, progress);
            directory.write(RunDirectory.PROVENANCE, provenance.ended("complete"));
            return results;
        } catch (CancellationException e) {
            directory.write(RunDirectory.PROVENANCE, provenance.ended("interrupted"));
            throw e;
        } catch (DivergedException e) {
            directory.write(RunDirectory.PROVENANCE, provenance.ended("diverged: " + e.getMessage()));
            throw e;
        }
    }

    private Results results(RunDirectory directory, Provenance provenance, StageProgress progress) {
        StageTrainer trainer = new StageTrainer(catalog, experiment, images, progress);
        EpochLog log = new EpochLog(directory);
        Map<String, Trained> networks = new LinkedHashMap<>();
        for (StageSettings stage : experiment.stages()) {
            keep(trainer.train(stage, networks, log), networks, directory, provenance);
        }
        PostHoc changes = new PostHoc(catalog, experiment, images);
        for (PostHocSettings change : experiment.postHoc()) {
            keep(changes.change(networks.get(change.from()), change), networks, directory, provenance);
        }
        Results results = Results.of(networks.values(), images, experiment.evaluation());
        ResultFiles.write(results, directory);
        return results;
    }

    private static void keep(
            Trained trained, Map<String, Trained> networks, RunDirectory directory, Provenance provenance) {
        networks.put(trained.name(), trained);
        trained.write(directory);
        provenance.network(trained.name(), directory);
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted after " + trained.name());
        }
    }
}
