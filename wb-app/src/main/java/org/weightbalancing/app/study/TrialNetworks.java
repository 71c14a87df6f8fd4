package org.weightbalancing.app.study;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.model.Checkpoints;

/**
 * Keeps the networks of a trial's finished stages for the trials that go on from it.
 *
 * @param folder of the trial
 * @param packages of whose classes networks may be
 */
record TrialNetworks(Path folder, Set<String> packages) {

    private Path file(String stage) {
        return folder.resolve(stage + ".zip");
    }

    /** The network of a stage, if it was kept. */
    Optional<Trained> kept(String stage, Optional<String> stamp) {
        Path file = file(stage);
        try {
            return Files.exists(file)
                    ? Optional.of(new Trained(stage, Checkpoints.read(file, packages), Optional.empty(), stamp))
                    : Optional.empty();
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
    }

    /** Keeps a network. */
    void keep(Trained trained) {
        try {
            Checkpoints.write(trained.network(), file(trained.name()));
        } catch (UncheckedIOException e) {
            throw new RunDirectoryException(e.getMessage(), e);
        }
    }
}
