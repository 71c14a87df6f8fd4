package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Importance;
import org.weightbalancing.app.search.Ranking;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.StudyException;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;

/**
 * A study as its folder tells it, ended or not.
 *
 * @param path of the folder
 * @param description of the study
 * @param trials by number
 * @param search the text of search.yaml; empty if there is none
 * @param settings the same as a tree
 * @param selected the run of the selected trial's experiment, once it has results
 * @param importance of the hyperparameters, where the trials tell it
 * @param damaged why files are left out, a sentence for each
 */
record ReportedStudy(
        Path path,
        StudyDescription description,
        List<TrialRecord> trials,
        String search,
        JsonNode settings,
        Optional<ReportedRun> selected,
        Optional<Importance> importance,
        List<String> damaged) {

    private static final String SELECTED = "best";

    ReportedStudy {
        trials = List.copyOf(trials);
        damaged = List.copyOf(damaged);
    }

    /**
     * Reads the folder; files beside the journal that are malformed are left out.
     *
     * @throws ReportException if the study or a trial of it cannot be read
     */
    static ReportedStudy read(Path path) {
        Damage damage = new Damage();
        Path file = path.resolve("search.yaml");
        String search = damage.or("", () -> StoredTree.text(file).orElse(""));
        JsonNode settings = damage.or(MissingNode.getInstance(), () -> StoredTree.yaml(file, search));
        Optional<ReportedRun> selected = selected(path.resolve(SELECTED));
        List<String> damaged = new ArrayList<>(damage.sentences());
        damaged.addAll(selected.map(ReportedRun::damaged).orElse(List.of()));
        try {
            StudyFolder folder = StudyFolder.open(path);
            return of(path, folder.description(), folder.trials(), search, settings, selected, damaged);
        } catch (StudyException e) {
            throw new ReportException(e.getMessage(), e);
        }
    }

    /** A study of which everything but the importance of its hyperparameters is known. */
    static ReportedStudy of(
            Path path,
            StudyDescription description,
            List<TrialRecord> trials,
            String search,
            JsonNode settings,
            Optional<ReportedRun> selected,
            List<String> damaged) {
        return new ReportedStudy(
                path,
                description,
                trials,
                search,
                settings,
                selected,
                Importance.of(description.space(), description.goal(), trials, description.seed()),
                damaged);
    }

    private static Optional<ReportedRun> selected(Path run) {
        return Files.isRegularFile(run.resolve("report.json"))
                ? Optional.of(ReportedRun.read(run, SELECTED))
                : Optional.empty();
    }

    /** The name in the search file, or of the folder. */
    String title() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return settings.path("name").asText(name == null ? path.toString() : name.toString());
    }

    /** What the score is. */
    ScoreText score() {
        return new ScoreText(settings.path("objective").path("metric").asText("score"));
    }

    SearchSpace space() {
        return description.space();
    }

    Goal goal() {
        return description.goal();
    }

    /** The best trial. */
    Optional<TrialRecord> best() {
        return goal().best(trials);
    }

    /** The complete trials, best first. */
    List<TrialRecord> ranked() {
        return Ranking.of(goal(), trials);
    }

    /** Trials that failed, timed out or were lost. */
    List<TrialRecord> failures() {
        return trials.stream()
                .filter(trial -> switch (trial.status()) {
                    case FAILED, TIMED_OUT, LOST -> true;
                    case RUNNING, COMPLETE, PRUNED -> false;
                })
                .toList();
    }

    /** Whether as many trials have ended as the study is to have. */
    boolean complete() {
        return trials.stream().filter(trial -> trial.status().ended()).count()
                >= description.budget().trials();
    }
}
