package org.weightbalancing.app.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLock;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.report.ScoreText;
import org.weightbalancing.app.result.RunState;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.ProvenanceCheck;

/**
 * The trial that is best on the validation images: the only one whose experiment is ever tested.
 *
 * @param catalog makes what the experiment names
 * @param search the trial is of
 * @param trial the best
 * @param trials of the study, among which it was selected
 */
public record SelectedTrial(Catalog catalog, Search search, TrialRecord trial, int trials) {

    /** Says in the run's folder how its experiment was selected. */
    static final String SELECTION = "selection.json";

    private static final ObjectMapper JSON = new ObjectMapper();

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
    public String words() {
        String epochs = trial.proposal().budget().isPresent()
                ? " after " + trial.proposal().budget().getAsInt() + " of "
                        + search.measured().epochs() + " epochs"
                : "";
        return "the best of " + trials + " on validation images by "
                + search.objective().metric() + ", " + score() + " of "
                + search.objective().method() + epochs;
    }

    private String score() {
        return new ScoreText(search.objective().metric().toString())
                .words(trial.score().orElseThrow());
    }

    /** The same for programs. */
    private String json() {
        ObjectNode node = JSON.createObjectNode()
                .put("study", search.name())
                .put("trial", trial.number())
                .put("trials", trials)
                .put("selected-on", "validation")
                .put("method", search.objective().method())
                .put("metric", search.objective().metric().toString())
                .put("score", trial.score().orElseThrow());
        trial.proposal().budget().ifPresent(epochs -> node.put("epochs", epochs));
        return node.toPrettyString() + "\n";
    }

    /**
     * Carries the experiment out as an ordinary run, which is tested; stages of the stem are taken over. Goes on with a run
     * of it that was stopped, and does nothing if there is one; waits while another process is at it.
     *
     * @param run its experiment and images
     * @param stem of the study
     * @param paths of the study
     * @return the run's folder
     */
    Path test(Run run, Stem stem, StudyPaths paths, Backend backend, WatchOptions watch) {
        Path folder = paths.best();
        Runnable waiting = () -> watch.messages().println("another process tests the selected trial; waiting");
        try (RunLock lock = RunLock.awaited(new RunDirectory(paths.folder()), waiting)) {
            lock.require();
            RunDirectory directory = RunDirectory.begun(folder);
            if (isBegun(directory) && !isOfThis(directory)) {
                putAside(folder);
                directory = RunDirectory.begun(folder);
            }
            if (!isBegun(directory)) {
                copyRecords(paths.stem(), folder);
                directory.write(SELECTION, json());
                run.goOnFrom(stem.networks(), directory, backend, watch.progress(), watch.interval());
            } else {
                // It may be the best of more trials by now.
                directory.write(SELECTION, json());
                if (!Provenance.status(directory).equals(RunState.COMPLETE)) {
                    ProvenanceCheck.requireSame(run.images(), directory);
                    run.resume(directory, backend, watch.progress(), watch.interval());
                }
            }
        }
        return folder;
    }

    private static boolean isBegun(RunDirectory directory) {
        return Files.exists(directory.file(RunDirectory.PROVENANCE));
    }

    private boolean isOfThis(RunDirectory directory) {
        return new ExperimentFile(catalog)
                .read(directory.file(RunDirectory.EXPERIMENT), List.of())
                .anywhere()
                .equals(experiment().anywhere());
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
                    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new RunDirectoryException("the records of " + stem + " cannot be copied: " + Reason.of(e), e);
        }
    }

    /** Writes the experiment to a file that is not there yet. */
    public void write(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target) || target.getParent() == null) {
            throw new ExperimentException("--output is " + file + ", which is already there; name another file");
        }
        new RunDirectory(target.getParent()).write(target.getFileName().toString(), text());
    }
}
