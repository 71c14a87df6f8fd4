package org.weightbalancing.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.result.RunState;
import org.weightbalancing.app.training.TrainingCounts;

/**
 * What a run directory, or a folder of repetitions, tells of how the experiment went.
 *
 * @param words such as "a run, complete"
 * @param repetitions how often the experiment is carried out, each time with another seed
 * @param counts training images of each class, if a run has come to its report
 */
public record RunFacts(String words, int repetitions, Optional<TrainingCounts> counts) {

    private static final String REPORT = "report.json";

    /**
     * Reads provenance and report of a run.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if a file is there and cannot be read
     */
    public static RunFacts read(RunDirectory directory) {
        String status = json(directory.file(RunDirectory.PROVENANCE))
                .map(notes -> notes.path("status").asText())
                .filter(word -> !word.isEmpty())
                .map(word -> RunState.of(directory).words())
                .orElse("nobody knows how it went");
        return new RunFacts("a run, " + status, 1, counts(directory));
    }

    /**
     * Reads how far repetitions are, and the report of the first that is complete.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if a file is there and cannot be read
     */
    public static RunFacts read(RepetitionFolder folder) {
        List<RunDirectory> complete = folder.complete();
        int seeds = folder.plan().seeds().seeds().size();
        return new RunFacts(
                "a run with each of " + seeds + " seeds, " + complete.size() + " complete",
                seeds,
                complete.stream().findFirst().flatMap(RunFacts::counts));
    }

    private static Optional<TrainingCounts> counts(RunDirectory directory) {
        return json(directory.file(REPORT))
                .map(RunFacts::counts)
                .filter(list -> !list.isEmpty())
                .map(TrainingCounts::new);
    }

    private static List<Integer> counts(JsonNode report) {
        List<Integer> counts = new ArrayList<>();
        report.path("train-counts").forEach(count -> counts.add(count.asInt()));
        return counts;
    }

    private static Optional<JsonNode> json(Path file) {
        return Files.isRegularFile(file) ? Optional.of(StoredJson.read(file)) : Optional.empty();
    }
}
