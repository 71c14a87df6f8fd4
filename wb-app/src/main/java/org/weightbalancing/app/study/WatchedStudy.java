package org.weightbalancing.app.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.weightbalancing.app.live.Watched;
import org.weightbalancing.app.report.StudyReport;
import org.weightbalancing.app.search.StudyException;
import org.weightbalancing.app.search.StudyFolder;

/**
 * The growing page of a study, whichever processes carry it out: something is new when a trial ends, the budget changes,
 * or the selected trial is tested. A trial that has ended is read once.
 */
final class WatchedStudy implements Watched {

    private static final String REPORT = "report.json";

    private final StudyPaths paths;
    private Optional<StudyFolder> opened = Optional.empty();

    WatchedStudy(Path folder) {
        this.paths = new StudyPaths(folder);
    }

    // The description may have changed, but what is known of trials is kept while it has not.
    private synchronized StudyFolder folder() {
        StudyFolder now = StudyFolder.open(paths.folder()).silent();
        StudyFolder kept = opened.filter(before -> before.description().equals(now.description()))
                .orElse(now);
        opened = Optional.of(kept);
        return kept;
    }

    @Override
    public String version() {
        List<String> facts = new ArrayList<>();
        try {
            StudyFolder study = folder();
            facts.add(study.description().budget().toString());
            study.trials().stream()
                    .filter(trial -> trial.status().ended())
                    .map(trial -> trial.number() + " " + trial.status())
                    .forEach(facts::add);
        } catch (StudyException | UncheckedIOException e) {
            // The page says what is wrong when it is made.
            facts.add(e.getMessage());
        }
        facts.add(stamp(paths.best().resolve(REPORT)));
        CRC32C sum = new CRC32C();
        facts.forEach(fact -> sum.update((fact + "\n").getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(sum.getValue());
    }

    /** What tells a file from an earlier one of the same name, or why that is not known. */
    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The page, made without files beside the journal that are damaged, as it says itself. */
    @Override
    public Optional<String> html(String version) {
        return Optional.of(StudyReport.live(folder()));
    }
}
