package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;

/** The study of a page, and what of it people read. */
final class StudyPage {

    static final String SEARCH = "name: tuned\nobjective: {metric: accuracy, method: balance}\n";

    private StudyPage() {}

    static ReportedStudy study(StudyDescription description, List<TrialRecord> trials, String search) {
        JsonNode settings =
                search.isEmpty() ? MissingNode.getInstance() : StoredTree.yaml(Path.of("search.yaml"), search);
        return ReportedStudy.of(
                Path.of("studies/<one>"), description, trials, search, settings, Optional.empty(), List.of());
    }

    /** The text of the page without its style, script and pictures. */
    static String words(String page) {
        return page.replaceAll("(?s)<style>.*?</style>|<script>.*?</script>|src=\"data:[^\"]*\"", "")
                .replaceAll("<[^>]*>", "")
                .replace('\u00A0', ' ');
    }
}
