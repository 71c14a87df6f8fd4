package org.weightbalancing.app.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.PlugIn;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.Sha256;
import org.weightbalancing.data.DataException;

/** Compares what is there with what was noted of a run. */
public final class ProvenanceCheck {

    private ProvenanceCheck() {}

    /**
     * Refuses a run whose methods come from jars that are not there now.
     *
     * @throws RunDirectoryException naming the jar
     */
    public static void requirePlugIns(Catalog catalog, RunDirectory directory) {
        List<String> loaded = catalog.plugIns().stream().map(PlugIn::module).toList();
        for (JsonNode noted : Provenance.read(directory).path("plug-ins")) {
            String module = noted.path("module").asText();
            if (!loaded.contains(module)) {
                throw new RunDirectoryException("the run used the methods of " + module + ", which is not here; name "
                        + noted.path("file").asText("its jar") + " in WB_PLUGINS");
            }
        }
    }

    /**
     * Refuses an experiment or networks that were changed after the run.
     *
     * @throws RunDirectoryException naming the file that differs
     */
    public static void requireUnchanged(String experimentSha256, RunDirectory directory) {
        JsonNode noted = Provenance.read(directory);
        String begun = noted.path("experiment-sha256").asText();
        // Of a later version of wb the same file may say more, when it is read with all defaults.
        if (!begun.equals(experimentSha256) && !begun.equals(Sha256.of(directory.file(RunDirectory.EXPERIMENT)))) {
            throw new RunDirectoryException(
                    directory.file(RunDirectory.EXPERIMENT) + " is not the experiment of the run: it was changed");
        }
        noted.path(Provenance.NETWORKS).properties().forEach(network -> {
            Path file = directory.model(network.getKey());
            if (Files.isRegularFile(file)
                    && !Sha256.of(file).equals(network.getValue().asText())) {
                throw new RunDirectoryException(file + " is not the network that the run wrote: it was changed");
            }
        });
    }

    /**
     * Refuses images other than those of a run.
     *
     * @throws DataException naming the split that differs, unless they are features: these differ as a whole
     */
    public static void requireSame(Images images, RunDirectory directory) {
        requireSame(images, directory, split -> images.stored().isPresent() ? "features" : split + " images", "");
    }

    /**
     * As above, for a run whose features {@code --features} can name.
     *
     * @param features where they lie now, unless the run is on images
     */
    public static void requireSame(Images images, RunDirectory directory, Optional<String> features) {
        features.ifPresentOrElse(
                lie -> requireSame(
                        images, directory, split -> "features in " + lie, "; name the run's with --features DIR"),
                () -> requireSame(images, directory));
    }

    private static void requireSame(Images images, RunDirectory directory, UnaryOperator<String> what, String hint) {
        JsonNode noted = Provenance.read(directory).path(Provenance.FINGERPRINTS);
        Provenance.fingerprints(images).forEach((split, fingerprint) -> {
            if (!noted.path(split).asText().equals(fingerprint)) {
                throw new DataException("the " + what.apply(split) + " are not those of the run: their fingerprint is "
                        + fingerprint + ", the run's is " + noted.path(split).asText("not noted") + hint);
            }
        });
    }
}
