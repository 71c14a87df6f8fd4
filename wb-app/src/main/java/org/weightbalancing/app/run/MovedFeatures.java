package org.weightbalancing.app.run;

import java.nio.file.Path;
import java.util.Optional;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.DataException;
import picocli.CommandLine.Option;

/** Where the features of a run lie now, if they were moved after it began. */
public final class MovedFeatures {

    @Option(
            names = "--features",
            paramLabel = "DIR",
            description =
                    "Where the features that the run is on lie now; a relative DIR is also looked for in the folder of"
                            + " data sets, that of --data (default: where the run says).")
    private Optional<String> folder = Optional.empty();

    /** Whether a folder is named on the command line. */
    public boolean isNamed() {
        return folder.isPresent();
    }

    /**
     * The experiment of a run with its features where they lie.
     *
     * @param data where downloaded data sets lie
     * @throws ExperimentException if a folder is named, but the run is on images, or the name is empty
     * @throws DataException if there is no folder of features, naming all places where it was looked for
     */
    public Experiment located(Experiment experiment, Path data) {
        if (folder.filter(String::isBlank).isPresent()) {
            throw new ExperimentException("--features is '" + folder.get() + "', but must name a folder of features");
        }
        Optional<String> noted = experiment.features();
        if (folder.isPresent() && noted.isEmpty()) {
            throw new ExperimentException(
                    "--features is " + folder.get() + ", but the run is on images; name their folder with --data");
        }
        if (folder.isPresent()) {
            FeatureFolder.require(folder.get(), data);
            return experiment.withFeatures(folder.get()).located(data);
        }
        noted.ifPresent(place -> requireThere(place, data));
        return experiment;
    }

    /** The run with its features where they lie, as above. */
    public StoredRun located(StoredRun run, Path data) {
        return located(run.experiment(), data).features().map(run::withFeatures).orElse(run);
    }

    private static void requireThere(String place, Path data) {
        try {
            FeatureFolder.require(place, data);
        } catch (DataException e) {
            throw new DataException(e.getMessage() + ", or name where they lie now with --features DIR", e);
        }
    }
}
