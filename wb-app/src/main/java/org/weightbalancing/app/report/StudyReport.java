package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells of a study in one HTML page that needs nothing but itself: what was searched, the trials, what they show in words
 * and pictures, and, once the selected trial's experiment was run, what it reaches on the test images. Test numbers of
 * other trials are nowhere.
 *
 * @param folder of the study
 */
public record StudyReport(Path folder) {

    /**
     * Reads the files and makes the page.
     *
     * @param damaged is told in one sentence of each malformed file beside the journal, which the page is made without
     * @return HTML, to be written or sent in UTF-8
     * @throws ReportException if the study or a trial of it cannot be read
     */
    public String html(Consumer<String> damaged) {
        ReportedStudy study = ReportedStudy.read(folder);
        study.damaged().forEach(damaged);
        return html(study);
    }

    static String html(ReportedStudy study) {
        return ReportPage.html(
                Map.of(
                        "title", study.title(),
                        "several", false,
                        "combined", false,
                        "runs", List.of(),
                        "study", StudyModel.of(study)),
                false);
    }
}
