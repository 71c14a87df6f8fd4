package org.weightbalancing.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.weightbalancing.app.search.TrialRecord;

/**
 * The trial that is best on the validation images: the only one whose experiment is ever tested.
 *
 * @param catalog makes what the experiment names
 * @param search the trial is of
 * @param trial the best
 */
record SelectedTrial(Catalog catalog, Search search, TrialRecord trial) {

    /** The experiment of the trial. */
    Experiment experiment() {
        return search.experiment(trial.proposal().parameters(), catalog);
    }

    /** The experiment as a file, with where it comes from as a comment. */
    String text() {
        return "# Trial " + trial.number() + " of study " + search.name() + ", " + words() + ".\n"
                + new ExperimentFile(catalog).write(experiment());
    }

    /** What it reached, in words. */
    String words() {
        return String.format(
                Locale.ROOT,
                "selected on validation images by %s, %s of %s",
                search.objective().metric(),
                Double.toString(trial.score().orElseThrow()),
                search.objective().method());
    }

    /**
     * Carries the experiment out as an ordinary run, which is tested; stages of the stem are taken over.
     *
     * @param run its experiment and images
     * @param stem of the study
     * @param paths of the study
     * @return the run's folder, which may have been there: then nothing is done
     */
    Path test(Run run, Stem stem, StudyPaths paths, Backend backend, WatchOptions watch) {
        Path folder = paths.best();
        if (Files.exists(folder.resolve(RunDirectory.EXPERIMENT))) {
            if (isDone(folder)) {
                return folder;
            }
            putAside(folder);
        }
        RunDirectory directory = RunDirectory.begun(folder);
        copyRecords(paths.stem(), folder);
        run.goOnFrom(stem.networks(), directory, backend, watch.progress(), watch.interval());
        return folder;
    }

    private boolean isDone(Path folder) {
        RunDirectory directory = RunDirectory.open(folder);
        ExperimentFile file = new ExperimentFile(catalog);
        return Files.exists(directory.file(RunDirectory.PROVENANCE))
                && Provenance.status(directory).equals(Run.COMPLETE)
                && file.read(directory.file(RunDirectory.EXPERIMENT), List.of()).equals(experiment());
    }

    // A study that goes on may select another trial; what was tested before is not hidden.
    private static void putAside(Path folder) {
        try {
            int number = 1;
            while (Files.exists(folder.resolveSibling("best-before-" + number))) {
                number++;
            }
            Files.move(folder, folder.resolveSibling("best-before-" + number));
        } catch (IOException e) {
            throw new RunDirectoryException(folder + " cannot be put aside: " + Reason.of(e), e);
        }
    }

    /** Epochs and geometry of the stages that are taken over. */
    private static void copyRecords(Path stem, Path folder) {
        if (!Files.isDirectory(stem)) {
            return;
        }
        try (Stream<Path> files = Files.walk(stem)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = stem.relativize(file);
                if (name.startsWith("geometry") || name.equals(Path.of(RunDirectory.EPOCHS))) {
                    Files.createDirectories(folder.resolve(name).getParent());
                    Files.copy(file, folder.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new RunDirectoryException("the records of " + stem + " cannot be copied: " + Reason.of(e), e);
        }
    }

    /** Writes the experiment to a file that is not there yet. */
    void write(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target) || target.getParent() == null) {
            throw new ExperimentException("--output is " + file + ", which is already there; name another file");
        }
        new RunDirectory(target.getParent()).write(target.getFileName().toString(), text());
    }
}
