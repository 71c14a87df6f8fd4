package org.weightbalancing.app.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.feature.ComputedFeatures;
import org.weightbalancing.app.feature.FeatureSource;
import org.weightbalancing.app.file.ExperimentChange;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLog;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.LogitFiles;
import org.weightbalancing.app.result.LogitFolder;
import org.weightbalancing.app.result.ResultFiles;
import org.weightbalancing.app.result.ResultJson;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.Selection;
import org.weightbalancing.app.result.Testing;
import org.weightbalancing.app.training.EpochLog;
import org.weightbalancing.app.training.PostHoc;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.RunWatch;
import org.weightbalancing.app.training.StageCheckpoints;
import org.weightbalancing.app.training.StageFit;
import org.weightbalancing.app.training.StageTrainer;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.train.SavedState;

/**
 * What is done between the first and the last note of a run: its stages, changes after training and tests.
 *
 * @param catalog makes the parts that the experiment names
 * @param experiment what is done
 * @param images its images
 */
record RunWork(Catalog catalog, Experiment experiment, Images images) {

    /** Trains what is not finished, makes the changes after training, tests all, and writes and draws what comes of it. */
    Results results(RunDirectory directory, Provenance provenance, RunWatch watch) {
        directory.write("classes.json", ResultJson.classes(images, Testing.groups(experiment.evaluation())));
        FeatureSource features = new ComputedFeatures(experiment, images);
        FinishedNetworks finished = stages(directory, provenance, watch, features);
        PostHoc changes = new PostHoc(catalog, experiment, images, features);
        for (PostHocSettings change : experiment.postHoc()) {
            if (!finished.has(change.name())) {
                finished.add(changes.change(finished.byName().get(change.from()), change));
            }
        }
        Results results = Results.of(finished.byName().values(), testing(directory), images);
        ResultFiles.write(results, images, directory);
        draw(results, directory, watch.log());
        return results;
    }

    /** Trains the stages that are not finished. */
    FinishedNetworks stages(RunDirectory directory, Provenance provenance, RunWatch watch, FeatureSource features) {
        FinishedNetworks finished =
                new FinishedNetworks(directory, provenance, watch, Trained.finished(catalog, experiment, directory));
        StageTrainer.Fits fits = (stage, parts, stamp) ->
                new StageFit(stage, parts, new EpochLog.Origin(stage.name(), stamp), watch, begun(stage, watch));
        StageTrainer trainer = new StageTrainer(catalog, experiment, images, features, fits);
        for (StageSettings stage : experiment.stages()) {
            if (!finished.has(stage.name())) {
                finished.add(trainer.train(stage, finished.byName()));
            }
        }
        return finished;
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

    /** The state in which a stage was left; checkpoints of other stages are older than what is done. */
    private Optional<SavedState> begun(StageSettings stage, RunWatch watch) {
        return watch.checkpoints()
                .newest()
                .filter(saved -> saved.state().stage().equals(stage.name()))
                .map(this::ofThisExperiment);
    }

    private SavedState ofThisExperiment(SavedState saved) {
        ExperimentFile file = new ExperimentFile(catalog);
        Experiment its = file.parse("checkpoint", StageCheckpoints.experiment(saved), List.of());
        if (!its.anywhere().equals(experiment.anywhere())) {
            throw new RunDirectoryException("the checkpoint is of another experiment: "
                    + ExperimentChange.text(catalog, its.anywhere(), experiment.anywhere()));
        }
        return saved;
    }
}
