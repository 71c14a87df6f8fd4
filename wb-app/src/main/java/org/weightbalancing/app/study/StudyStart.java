package org.weightbalancing.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.StudyFolder;

/**
 * Where a session finds its study, or begins it.
 *
 * @param paths of the study, whose folder is absolute
 * @param resumed whether the session was asked to go on with a study
 */
public record StudyStart(StudyPaths paths, boolean resumed) {

    private static final String STUDY = "study.json";
    private static final String TRIALS = "trials";
    private static final String SYSTEM = "lost+found";

    /**
     * Looks into a folder, which need not be there. Others may begin the same study in it meanwhile.
     *
     * @param resumed whether the session is to go on with a study; it begins one where there is none
     * @throws RunDirectoryException if there is a study and the session is to begin one, or there is none but another file,
     *     which it names
     */
    public static StudyStart in(Path folder, boolean resumed) {
        // First: whatever else a study has comes after its description.
        Optional<String> other = other(folder);
        boolean there = StudyFolder.is(folder);
        if (there && !resumed) {
            throw alreadyThere(folder);
        }
        if (!there && other.isPresent()) {
            throw new RunDirectoryException(folder + " has no " + STUDY + ", but other files, such as " + other.get()
                    + "; name a folder that is empty or not there yet with --output, or, if it was a study, put its "
                    + STUDY + " back");
        }
        return new StudyStart(new StudyPaths(folder.toAbsolutePath().normalize()), resumed);
    }

    private static RunDirectoryException alreadyThere(Path folder) {
        return new RunDirectoryException("the study " + folder
                + " is already there; go on with it with --resume, or name another folder with --output");
    }

    /** The first by name of the files that are not of a study in the making. */
    private static Optional<String> other(Path folder) {
        // A link to nothing is no folder that can be made.
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (!isOfBeginning(file)) {
                    return Optional.of(file.getFileName().toString());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new RunDirectoryException(folder + " cannot be read as a folder: " + Reason.of(e), e);
        }
    }

    /** Whether a file may be there before the description of the study has its name, or is of the system. */
    private static boolean isOfBeginning(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.equals(TRIALS) || !Files.isDirectory(file)) {
            return name.startsWith(STUDY) || name.startsWith(".") || name.equals(SYSTEM);
        }
        try (Stream<Path> trials = Files.list(file)) {
            return trials.allMatch(trial -> trial.getFileName().toString().startsWith("."));
        }
    }

    /**
     * Begins the study, or goes on with it if that was asked for.
     *
     * @throws RunDirectoryException if another process has begun it since the folder was looked into, and the session was
     *     not asked to go on with one
     */
    StudyFolder begin(StudyIdentity study) {
        return resumed
                ? study.begin(paths.folder())
                : study.beginNew(paths.folder()).orElseThrow(() -> alreadyThere(paths.folder()));
    }

    /** The budget of the study, if there is one by now. */
    Optional<Budget> budget() {
        return StudyFolder.is(paths.folder())
                ? Optional.of(StudyFolder.open(paths.folder()).description().budget())
                : Optional.empty();
    }

    /**
     * What whoever has started the session should know of the study, if anything: that it has begun though it was to go on,
     * or that it has another budget from now on.
     *
     * @param before its budget before this session; nothing if there was no study
     * @param study as it is now
     */
    Optional<String> words(Optional<Budget> before, StudyFolder study) {
        if (before.isPresent()) {
            return new BudgetChange(before.get(), study.description().budget()).words(study.trials());
        }
        return resumed
                ? Optional.of("there was no study in " + paths.folder() + " to go on with: begun")
                : Optional.empty();
    }
}
