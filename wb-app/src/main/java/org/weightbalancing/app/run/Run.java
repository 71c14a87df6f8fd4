package org.weightbalancing.app.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.feature.ComputedFeatures;
import org.weightbalancing.app.file.ExperimentChange;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunInterruptedException;
import org.weightbalancing.app.folder.RunLock;
import org.weightbalancing.app.folder.RunLog;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.RunState;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.training.CheckpointInterval;
import org.weightbalancing.app.training.EpochLog;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.ProvenanceCheck;
import org.weightbalancing.app.training.Rehearsal;
import org.weightbalancing.app.training.RunWatch;
import org.weightbalancing.app.training.StageCheckpoints;
import org.weightbalancing.app.training.StageProgress;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.train.DivergedException;

/**
 * Carries out an experiment: read {@link #execute} and {@link RunWork} to know what wb does.
 *
 * @param catalog makes the parts that the experiment names
 * @param experiment what is done
 * @param images its images
 */
public record Run(Catalog catalog, Experiment experiment, Images images) {

    /** Opens the images and checks what only images and network can tell, before anything is written. */
    public static Run prepare(Catalog catalog, Experiment experiment, Path data) {
        Images images = Images.open(catalog, experiment, data);
        new Rehearsal(catalog, experiment, images).require();
        return new Run(catalog, experiment, images);
    }

    /** Trains, changes and tests, and writes what comes of it; a run that fails says so in its provenance. */
    public Results execute(RunDirectory directory, Backend backend, StageProgress progress) {
        return execute(directory, backend, progress, CheckpointInterval.BY_DEFAULT);
    }

    /** As above, with the state of stages saved at an interval. */
    public Results execute(
            RunDirectory directory, Backend backend, StageProgress progress, CheckpointInterval interval) {
        ExperimentFile file = new ExperimentFile(catalog);
        try (RunLock lock = RunLock.of(directory);
                RunLog log = RunLog.of(directory)) {
            lock.require();
            directory.write(RunDirectory.EXPERIMENT, file.write(experiment));
            Provenance provenance = Provenance.of(file.write(experiment), experiment.seed(), images, catalog, backend);
            log.note("run of " + experiment.name() + " with seed " + experiment.seed() + " begins");
            return ended(directory, provenance, watch(directory, progress, interval, log, List.of()), work()::results);
        }
    }

    /**
     * Goes on where an earlier session of a run has stopped, however it stopped.
     *
     * @throws RunDirectoryException if the run is of another experiment, naming the keys that differ
     */
    public Results resume(
            RunDirectory directory, Backend backend, StageProgress progress, CheckpointInterval interval) {
        try (RunLock lock = RunLock.of(directory);
                RunLog log = RunLog.of(directory)) {
            lock.require();
            Provenance provenance = Provenance.reopen(directory, backend, log);
            log.note("run of " + experiment.name() + " goes on");
            return ended(
                    directory,
                    provenance,
                    watch(directory, progress, interval, log, Provenance.networks(directory)),
                    work()::results);
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

    /** What a session of a run does. */
    @FunctionalInterface
    private interface Work<T> {
        T of(RunDirectory directory, Provenance provenance, RunWatch watch);
    }

    private RunWork work() {
        return new RunWork(catalog, experiment, images);
    }

    private <T> T ended(RunDirectory directory, Provenance provenance, RunWatch watch, Work<T> work) {
        RunLog log = watch.log();
        directory.write(RunDirectory.PROVENANCE, provenance.running());
        try {
            T results = work.of(directory, provenance, watch);
            directory.write(RunDirectory.PROVENANCE, provenance.ended(RunState.COMPLETE));
            log.note(RunState.COMPLETE);
            return results;
        } catch (CancellationException e) {
            log.note(RunState.INTERRUPTED);
            directory.write(RunDirectory.PROVENANCE, provenance.ended(RunState.INTERRUPTED));
            throw new RunInterruptedException(directory, moved(directory), e);
        } catch (DivergedException e) {
            log.note(e.getMessage());
            directory.write(RunDirectory.PROVENANCE, provenance.ended(RunState.DIVERGED + ": " + e.getMessage()));
            throw e;
        }
    }

    /** Where the features lie now, if not where they lay when the run of a directory began. */
    private Optional<String> moved(RunDirectory directory) {
        Optional<String> noted = Provenance.experiment(directory).flatMap(text -> new ExperimentFile(catalog)
                .parse("experiment of the run", text, List.of())
                .features());
        return experiment.features().filter(now -> !noted.equals(Optional.of(now)));
    }

    /**
     * Trains all stages of the experiment and tests nothing, or goes on where an earlier session has stopped; if all is
     * done, reads the networks. Waits while another process does it.
     *
     * @param waiting told once if that is so
     * @return the networks by name
     */
    public Map<String, Trained> train(
            RunDirectory directory,
            Backend backend,
            StageProgress progress,
            CheckpointInterval interval,
            Runnable waiting) {
        ExperimentFile file = new ExperimentFile(catalog);
        try (RunLock lock = RunLock.awaited(directory, waiting);
                RunLog log = RunLog.of(directory)) {
            lock.require();
            boolean begun = Files.exists(directory.file(RunDirectory.PROVENANCE));
            if (begun) {
                requireThis(directory);
            } else {
                directory.write(RunDirectory.EXPERIMENT, file.write(experiment));
            }
            if (begun && Provenance.status(directory).equals(RunState.COMPLETE)) {
                StoredRun stored = StoredRun.open(catalog, directory.path());
                return Trained.finished(catalog, stored.experiment(), directory);
            }
            Provenance provenance = begun
                    ? Provenance.reopen(directory, backend, log)
                    : Provenance.of(file.write(experiment), experiment.seed(), images, catalog, backend);
            List<String> networks = begun ? Provenance.networks(directory) : List.of();
            RunWatch watch = watch(directory, progress, interval, log, networks);
            return ended(directory, provenance, watch, (where, notes, hearing) -> work().stages(
                            where, notes, hearing, new ComputedFeatures(experiment, images))
                    .byName());
        }
    }

    /**
     * Does and tests an experiment whose first stages another run has trained.
     *
     * @param trained networks of those stages, by name
     */
    public Results goOnFrom(
            Map<String, Trained> trained,
            RunDirectory directory,
            Backend backend,
            StageProgress progress,
            CheckpointInterval interval) {
        ExperimentFile file = new ExperimentFile(catalog);
        try (RunLock lock = RunLock.of(directory);
                RunLog log = RunLog.of(directory)) {
            lock.require();
            directory.write(RunDirectory.EXPERIMENT, file.write(experiment));
            Provenance provenance = Provenance.of(file.write(experiment), experiment.seed(), images, catalog, backend);
            log.note("run of " + experiment.name() + " with seed " + experiment.seed() + " begins after "
                    + String.join(", ", trained.keySet()));
            RunWatch watch = watch(directory, progress, interval, log, List.copyOf(trained.keySet()));
            return ended(directory, provenance, watch, (where, notes, hearing) -> {
                new FinishedNetworks(where, notes, hearing, Map.of()).addAll(trained.values());
                return work().results(where, notes, hearing);
            });
        }
    }

    /** Refuses a folder whose run is of another experiment or of other images, wherever features lie. */
    private void requireThis(RunDirectory directory) {
        ExperimentFile file = new ExperimentFile(catalog);
        Experiment its = file.read(directory.file(RunDirectory.EXPERIMENT), List.of());
        if (!its.anywhere().equals(experiment.anywhere())) {
            throw new RunDirectoryException(directory.path() + " is a run of another experiment: "
                    + ExperimentChange.text(catalog, its.anywhere(), experiment.anywhere())
                    + "; name another folder");
        }
        ProvenanceCheck.requireSame(images, directory);
    }
}
