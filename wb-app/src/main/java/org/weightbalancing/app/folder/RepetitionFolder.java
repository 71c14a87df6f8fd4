package org.weightbalancing.app.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.io.FolderEntry;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.StoredJson;

/**
 * The folder of an experiment's repetitions: their plan, a run directory {@code s0}, {@code s1}, ... for each seed, and
 * the summary of those that are complete.
 *
 * @param path of the folder
 * @param plan of the repetitions
 */
public record RepetitionFolder(Path path, RepetitionPlan plan) {

    private static final String DIVERGED = "diverged: ";

    /** What has become of one repetition. */
    public enum State {
        /** It has not begun. */
        ABSENT,
        /** It goes on, or was interrupted. */
        UNFINISHED,
        /** It ended without results, and would again. */
        DIVERGED,
        /** It has results. */
        COMPLETE;

        /** Whether there is nothing left to do. */
        public boolean ended() {
            return this == DIVERGED || this == COMPLETE;
        }
    }

    /**
     * Makes the folder and writes the plan.
     *
     * @throws RunDirectoryException if it is already there or cannot be made
     */
    public static RepetitionFolder create(Path path, RepetitionPlan plan) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            if (absolute.getParent() == null) {
                throw new FileAlreadyExistsException(absolute.toString());
            }
            FolderEntry.makeFolders(absolute.getParent());
            Files.createDirectory(absolute);
            FolderEntry.force(absolute);
        } catch (FileAlreadyExistsException e) {
            throw new RunDirectoryException(
                    e.getFile().equals(absolute.toString())
                            ? "the folder " + path + " is already there; name another with --output"
                            : "the folder " + path + " cannot be made: " + e.getFile() + " is a file",
                    e);
        } catch (IOException e) {
            throw new RunDirectoryException("the folder " + path + " cannot be made: " + Reason.of(e), e);
        }
        RepetitionFolder folder = new RepetitionFolder(absolute, plan);
        folder.write(RepetitionPlan.FILE, plan.json());
        return folder;
    }

    /** Whether a folder is one of repetitions. */
    public static boolean is(Path path) {
        return Files.isRegularFile(path.resolve(RepetitionPlan.FILE));
    }

    /**
     * Opens the folder of earlier repetitions.
     *
     * @throws RunDirectoryException if it has no plan or the plan cannot be read
     */
    public static RepetitionFolder open(Path path) {
        return new RepetitionFolder(path.toAbsolutePath().normalize(), RepetitionPlan.read(path));
    }

    /** The run directory of a seed; it need not be there. */
    public Path run(long seed) {
        return path.resolve("s" + seed);
    }

    /** The run directory of the first seed. */
    Path first() {
        return run(plan.seeds().seeds().get(0));
    }

    /** Writes a text, replacing what was there. */
    public void write(String name, String text) {
        new RunDirectory(path).write(name, text);
    }

    /** What has become of a seed's repetition. */
    public State state(long seed) {
        if (!Files.isDirectory(run(seed))) {
            return State.ABSENT;
        }
        String status = status(seed);
        if (status.startsWith(DIVERGED)) {
            return State.DIVERGED;
        }
        boolean complete =
                status.equals("complete") && Files.isRegularFile(run(seed).resolve("report.json"));
        return complete ? State.COMPLETE : State.UNFINISHED;
    }

    /** Why a seed's repetition diverged, if it did. */
    public Optional<String> divergence(long seed) {
        return Optional.of(status(seed))
                .filter(status -> status.startsWith(DIVERGED))
                .map(status -> status.substring(DIVERGED.length()));
    }

    /** The seeds whose repetitions are in a state, in the order of the plan. */
    public List<Long> seeds(State state) {
        return plan.seeds().seeds().stream()
                .filter(seed -> state(seed) == state)
                .toList();
    }

    /** The run directories of the seeds that are complete, in the order of the plan. */
    public List<RunDirectory> complete() {
        return seeds(State.COMPLETE).stream()
                .map(seed -> RunDirectory.open(run(seed)))
                .toList();
    }

    private String status(long seed) {
        Path file = run(seed).resolve(RunDirectory.PROVENANCE);
        return Optional.of(file)
                .filter(Files::isRegularFile)
                .map(StoredJson::read)
                .map(root -> root.path("status"))
                .map(JsonNode::asText)
                .orElse("");
    }
}
