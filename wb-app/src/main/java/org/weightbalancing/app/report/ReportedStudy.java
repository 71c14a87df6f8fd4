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
 * @param tested the trial whose experiment was run, once that has results
 * @param best the best trial, if there is one
 * @param importance of the hyperparameters, where the trials tell it
 * @param damaged why files are left out, a sentence for each
 */
record ReportedStudy(
        Path path,
        StudyDescription description,
        List<TrialRecord> trials,
        String search,
        JsonNode settings,
        Optional<TestedTrial> tested,
        Optional<TrialRecord> best,
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
        try {
            return read(path, StudyFolder.open(path));
        } catch (StudyException e) {
            throw new ReportException(e.getMessage(), e);
        }
    }

    /** Reads the folder of a study that is open, as above. */
    static ReportedStudy read(StudyFolder folder) {
        try {
            return read(folder.path(), folder);
        } catch (StudyException e) {
            throw new ReportException(e.getMessage(), e);
        }
    }

    private static ReportedStudy read(Path path, StudyFolder folder) {
        Damage damage = new Damage();
        Path file = path.resolve("search.yaml");
        String search = damage.or("", () -> StoredTree.text(file).orElse(""));
        JsonNode settings = damage.or(MissingNode.getInstance(), () -> StoredTree.yaml(file, search));
        Optional<TestedTrial> tested = tested(path.resolve(SELECTED), damage);
        List<String> damaged = new ArrayList<>(damage.sentences());
        damaged.addAll(tested.map(of -> of.run().damaged()).orElse(List.of()));
        return of(path, folder.description(), folder.trials(), search, settings, tested, damaged);
    }

    /** A study of which everything is known but what follows from its trials. */
    static ReportedStudy of(
            Path path,
            StudyDescription description,
            List<TrialRecord> trials,
            String search,
            JsonNode settings,
            Optional<TestedTrial> tested,
            List<String> damaged) {
        return new ReportedStudy(
                path,
                description,
                trials,
                search,
                settings,
                tested,
                description.goal().best(trials),
                Importance.of(description.space(), description.goal(), trials, description.seed()),
                damaged);
    }

    private static Optional<TestedTrial> tested(Path run, Damage damage) {
        return Files.isRegularFile(run.resolve("report.json"))
                ? Optional.of(TestedTrial.of(ReportedRun.read(run, SELECTED), run, damage))
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

    /** The method whose score it is; empty if that is not known. */
    String method() {
        return settings.path("objective").path("method").asText("");
    }

    SearchSpace space() {
        return description.space();
    }

    Goal goal() {
        return description.goal();
    }

    /** The complete trials, best first. */
    List<TrialRecord> ranked() {
        return Ranking.of(goal(), trials);
    }

    /** Trials that failed, timed out or were lost. */
    List<TrialRecord> failures() {
        return trials.stream().filter(trial -> trial.status().failed()).toList();
    }

    /**
     * Whether as many trials have ended as the study is to have, or all that its generator had: the best of them is tested
     * at the end only.
     */
    boolean complete() {
        int ended =
                (int) trials.stream().filter(trial -> trial.status().ended()).count();
        boolean tried = ended == trials.size()
                && tested.filter(trial -> trial.isBestOf(ended)).isPresent();
        return tried || ended >= description.budget().trials();
    }
}
