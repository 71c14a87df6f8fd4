package org.weightbalancing.app.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentChange;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.ProvenanceCheck;
import org.weightbalancing.app.training.Trained;

/**
 * An earlier run whose files are those that it wrote.
 *
 * @param catalog of its methods
 * @param directory of the run
 * @param experiment that it is of, with its features where they lie now
 */
public record StoredRun(Catalog catalog, RunDirectory directory, Experiment experiment) {

    /**
     * Opens the run of a directory.
     *
     * @throws RunDirectoryException if it is none, was changed since, naming what, or needs a plug-in that is not here
     */
    public static StoredRun open(Catalog catalog, Path path) {
        RunDirectory directory = RunDirectory.open(path);
        ProvenanceCheck.requirePlugIns(catalog, directory);
        ExperimentFile file = new ExperimentFile(catalog);
        Experiment experiment = file.read(directory.file(RunDirectory.EXPERIMENT), List.of());
        try {
            ProvenanceCheck.requireUnchanged(file.sha256(experiment), directory);
        } catch (RunDirectoryException e) {
            throw withKeys(e, catalog, directory, experiment);
        }
        return new StoredRun(catalog, directory, experiment);
    }

    private static RunDirectoryException withKeys(
            RunDirectoryException changed, Catalog catalog, RunDirectory directory, Experiment now) {
        Optional<Experiment> begun = Provenance.experiment(directory)
                .map(text -> new ExperimentFile(catalog).parse("experiment of the run", text, List.of()));
        if (begun.isEmpty() || begun.get().equals(now)) {
            return changed;
        }
        return new RunDirectoryException(
                changed.getMessage() + ": " + ExperimentChange.text(catalog, begun.get(), now), changed);
    }

    /** The same run with its features in another folder; whether these are its own, {@link #images} tells. */
    public StoredRun withFeatures(String folder) {
        return new StoredRun(catalog, directory, experiment.withFeatures(folder));
    }

    /**
     * Opens the images of the run.
     *
     * @param data where downloaded data sets lie
     * @throws org.weightbalancing.data.DataException if they are others
     */
    public Images images(Path data) {
        Images images = Images.open(catalog, experiment, data);
        ProvenanceCheck.requireSame(images, directory, experiment.features());
        return images;
    }

    /** On which images the epochs of its methods were chosen, by name. */
    public Map<String, Selection> selections() {
        return Selection.of(new ExperimentFile(catalog).write(experiment));
    }

    /**
     * Reads its networks, in the order of the experiment.
     *
     * @throws RunDirectoryException if the run is not complete
     */
    public List<Trained> networks() {
        RunState state = RunState.of(directory);
        if (!state.complete()) {
            throw new RunDirectoryException("the run " + state.notComplete());
        }
        return Trained.read(catalog, experiment, directory);
    }
}
