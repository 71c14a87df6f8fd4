package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.weightbalancing.app.search.StudyFolder;

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

    /**
     * The same of a study that goes on: the page asks {@code version} beside it every two seconds and loads itself anew
     * when the answer has changed. What the folder knows of trials is not read again.
     */
    public static String live(StudyFolder folder) {
        return html(ReportedStudy.read(folder), true);
    }

    static String html(ReportedStudy study) {
        return html(study, false);
    }

    private static String html(ReportedStudy study, boolean live) {
        return ReportPage.html(
                Map.of(
                        "title", study.title(),
                        "several", false,
                        "combined", false,
                        "runs", List.of(),
                        "study", StudyModel.of(study)),
                live);
    }
}
