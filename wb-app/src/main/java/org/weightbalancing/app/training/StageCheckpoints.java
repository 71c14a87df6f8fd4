package org.weightbalancing.app.training;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLog;
import org.weightbalancing.app.io.FolderEntry;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.SavedState;
import org.weightbalancing.train.StateFile;
import org.weightbalancing.train.TrainingState;

/**
 * The checkpoints of a run: files of the state of the stage that is being trained, of which the newest two are kept, so
 * that one is whole whatever happens to the other.
 *
 * <p>Files are numbered, since clocks go backwards. Each holds the experiment that it belongs to.
 */
public final class StageCheckpoints {

    private static final String FOLDER = "checkpoints";
    private static final String EXPERIMENT = "experiment";
    private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.state");
    private static final int KEPT = 2;

    private final Path folder;
    private final String experiment;
    private final CheckpointInterval interval;
    private final RunLog log;

    /**
     * Makes or opens the folder, for whoever holds the lock of the run.
     *
     * @param directory of the run
     * @param experiment the run's, as it is written
     * @param interval between two checkpoints
     * @param log that hears of them
     */
    public StageCheckpoints(RunDirectory directory, String experiment, CheckpointInterval interval, RunLog log) {
        this.folder = directory.file(FOLDER);
        this.experiment = experiment;
        this.interval = interval;
        this.log = log;
        try {
            FolderEntry.makeFolders(folder);
            // What a killed process has left half-written.
            deleteAll(file -> file.endsWith(".tmp"));
        } catch (IOException e) {
            throw new RunDirectoryException(folder + " cannot be used: " + e, e);
        }
    }

    /** Saves the state of a stage, with what its other parts have to say at that moment. */
    Checkpointing of(String stage, Supplier<Map<String, byte[]>> parts) {
        return new Checkpointing() {
            private long saved = System.nanoTime();

            @Override
            public boolean due(int epoch, int batches) {
                return (batches == 0 && epoch % interval.epochs() == 0)
                        || System.nanoTime() - saved >= interval.time().toNanos();
            }

            @Override
            public void save(TrainingState state) {
                write(state, parts.get());
                saved = System.nanoTime();
                log.checkpoint(stage, state.position().epoch(), state.position().batches());
            }
        };
    }

    private void write(TrainingState state, Map<String, byte[]> parts) {
        List<Path> before = files();
        int number = before.isEmpty() ? 1 : number(before.get(0)) + 1;
        Path file = folder.resolve(String.format("%08d.state", number));
        Map<String, byte[]> all = new HashMap<>(parts);
        all.put(EXPERIMENT, experiment.getBytes(StandardCharsets.UTF_8));
        try {
            StateFile.write(file, state, all);
            for (Path old : before.subList(Math.min(KEPT - 1, before.size()), before.size())) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new RunDirectoryException(
                    "checkpoint " + file + " cannot be written: " + Reason.of(e)
                            + "; those before it are kept for 'wb resume " + folder.getParent() + "'",
                    e);
        }
    }

    /**
     * Reads the newest checkpoint, or the one before if that cannot be read.
     *
     * @return nothing if there is none that can be read
     */
    public Optional<SavedState> newest() {
        for (Path file : files()) {
            try {
                return Optional.of(StateFile.read(file));
            } catch (IOException e) {
                log.warning(e.getMessage() + "; the checkpoint is left out");
                putAside(file);
            }
        }
        return Optional.empty();
    }

    /** Gives an unreadable file another name, so that it is not taken for one of the two that are kept. */
    private static void putAside(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"), REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be put aside: " + e, e);
        }
    }

    /** The experiment that a checkpoint belongs to, as it was written. */
    public static String experiment(SavedState saved) {
        return new String(saved.parts().getOrDefault(EXPERIMENT, new byte[0]), StandardCharsets.UTF_8);
    }

    /** Forgets the checkpoints of a stage that is done. */
    public void clear() {
        try {
            deleteAll(file -> true);
        } catch (IOException e) {
            throw new RunDirectoryException(folder + " cannot be emptied: " + e, e);
        }
    }

    private void deleteAll(java.util.function.Predicate<String> name) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (name.test(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Newest first. */
    private List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(StageCheckpoints::number).reversed())
                    .toList();
        } catch (IOException e) {
            throw new RunDirectoryException(folder + " cannot be read: " + e, e);
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 8));
    }
}
