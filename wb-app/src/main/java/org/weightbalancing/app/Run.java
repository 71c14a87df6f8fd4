package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.weightbalancing.train.DivergedException;
import org.weightbalancing.train.SavedState;

/**
 * Carries out an experiment: read {@link #execute} to know what wb does.
 *
 * @param catalog makes the parts that the experiment names
 * @param experiment what is done
 * @param images its images
 */
record Run(Catalog catalog, Experiment experiment, Images images) {

    static final String COMPLETE = "complete";
    static final String INTERRUPTED = "interrupted";
    static final String DIVERGED = "diverged";

    /** Opens the images and checks what only images and network can tell, before anything is written. */
    static Run prepare(Catalog catalog, Experiment experiment, Path data) {
        Images images = Images.open(catalog, experiment, data);
        new Rehearsal(catalog, experiment, images).require();
        return new Run(catalog, experiment, images);
    }

    /** Trains, changes and tests, and writes what comes of it; a run that fails says so in its provenance. */
    Results execute(RunDirectory directory, Backend backend, StageProgress progress) {
        return execute(directory, backend, progress, CheckpointInterval.BY_DEFAULT);
    }

    /** As above, with the state of stages saved at an interval. */
    Results execute(RunDirectory directory, Backend backend, StageProgress progress, CheckpointInterval interval) {
        ExperimentFile file = new ExperimentFile(catalog);
        try (RunLock lock = RunLock.of(directory);
                RunLog log = RunLog.of(directory)) {
            lock.require();
            directory.write(RunDirectory.EXPERIMENT, file.write(experiment));
            Provenance provenance = Provenance.of(file.write(experiment), experiment.seed(), images, catalog, backend);
            log.note("run of " + experiment.name() + " with seed " + experiment.seed() + " begins");
            return ended(directory, provenance, log, watch(directory, progress, interval, log, List.of()));
        }
    }

    /**
     * Goes on where an earlier session of a run has stopped, however it stopped.
     *
     * @throws RunDirectoryException if the run is of another experiment, naming the keys that differ
     */
    Results resume(RunDirectory directory, Backend backend, StageProgress progress, CheckpointInterval interval) {
        try (RunLock lock = RunLock.of(directory);
                RunLog log = RunLog.of(directory)) {
            lock.require();
            Provenance provenance = Provenance.reopen(directory, backend, log);
            log.note("run of " + experiment.name() + " goes on");
            return ended(
                    directory,
                    provenance,
                    log,
                    watch(directory, progress, interval, log, Provenance.networks(directory)));
        }
    }

    private RunWatch watch(
            RunDirectory directory,
            StageProgress progress,
            CheckpointInterval interval,
            RunLog log,
            List<String> finished) {
        String text = new ExperimentFile(catalog).write(experiment);
        return new RunWatch(
                directory,
                progress,
                log,
                EpochLog.reopen(directory, finished),
                new StageCheckpoints(directory, text, interval, log));
    }

    private Results ended(RunDirectory directory, Provenance provenance, RunLog log, RunWatch watch) {
        directory.write(RunDirectory.PROVENANCE, provenance.running());
        try {
            Results results = results(directory, provenance, watch);
            directory.write(RunDirectory.PROVENANCE, provenance.ended(COMPLETE));
            log.note(COMPLETE);
            return results;
        } catch (CancellationException e) {
            log.note(INTERRUPTED);
            directory.write(RunDirectory.PROVENANCE, provenance.ended(INTERRUPTED));
            throw new RunInterruptedException(directory, e);
        } catch (DivergedException e) {
            log.note(e.getMessage());
            directory.write(RunDirectory.PROVENANCE, provenance.ended(DIVERGED + ": " + e.getMessage()));
            throw e;
        }
    }

    private Results results(RunDirectory directory, Provenance provenance, RunWatch watch) {
        directory.write("classes.json", ResultJson.classes(images, Testing.groups(experiment.evaluation())));
        Finished finished =
                new Finished(directory, provenance, watch, Trained.finished(catalog, experiment, directory));
        StageTrainer trainer = new StageTrainer(catalog, experiment, images, watch);
        for (StageSettings stage : experiment.stages()) {
            if (!finished.has(stage.name())) {
                finished.add(trainer.train(stage, finished.networks, finished.begun(stage, this)));
            }
        }
        PostHoc changes = new PostHoc(catalog, experiment, images);
        for (PostHocSettings change : experiment.postHoc()) {
            if (!finished.has(change.name())) {
                finished.add(changes.change(finished.networks.get(change.from()), change));
            }
        }
        Results results = Results.of(finished.networks.values(), testing(directory), images);
        ResultFiles.write(results, images, directory);
        draw(results, directory, watch.log());
        return results;
    }

    private Testing testing(RunDirectory directory) {
        Map<String, Selection> selections = Selection.of(new ExperimentFile(catalog).write(experiment));
        LogitFiles files = experiment.evaluation().logits() ? LogitFolder.of(directory, images) : LogitFiles.none();
        return new Testing(experiment, selections, images, files);
    }

    // A Java without fonts can do everything but draw.
    private static void draw(Results results, RunDirectory directory, RunLog log) {
        try {
            Plots.write(results, directory);
        } catch (RunDirectoryException e) {
            throw e;
        } catch (RuntimeException | LinkageError | InternalError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while plots were drawn");
            }
            log.warning("no plots, because this Java cannot draw: " + e);
        }
    }

    /** The networks that are done, in memory and on disk. */
    private static final class Finished {
        private final RunDirectory directory;
        private final Provenance provenance;
        private final RunWatch watch;
        private final Map<String, Trained> networks;

        Finished(RunDirectory directory, Provenance provenance, RunWatch watch, Map<String, Trained> networks) {
            this.directory = directory;
            this.provenance = provenance;
            this.watch = watch;
            this.networks = new LinkedHashMap<>(networks);
        }

        boolean has(String name) {
            return networks.containsKey(name);
        }

        /** The state in which a stage was left; checkpoints of other stages are older than what is done. */
        Optional<SavedState> begun(StageSettings stage, Run run) {
            return watch.checkpoints()
                    .newest()
                    .filter(saved -> saved.state().stage().equals(stage.name()))
                    .map(run::ofThisExperiment);
        }

        void add(Trained trained) {
            networks.put(trained.name(), trained);
            trained.write(directory);
            FilterFiles.write(trained, directory);
            provenance.network(trained, directory);
            directory.write(RunDirectory.PROVENANCE, provenance.running());
            watch.checkpoints().clear();
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + trained.name());
            }
        }
    }

    private SavedState ofThisExperiment(SavedState saved) {
        ExperimentFile file = new ExperimentFile(catalog);
        Experiment its = file.parse("checkpoint", StageCheckpoints.experiment(saved), List.of());
        if (!its.equals(experiment)) {
            throw new RunDirectoryException(
                    "the checkpoint is of another experiment: " + ExperimentChange.text(catalog, its, experiment));
        }
        return saved;
    }
}
