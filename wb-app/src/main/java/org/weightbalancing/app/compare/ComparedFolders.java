package org.weightbalancing.app.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.result.ReportCsv;
import org.weightbalancing.app.result.RunState;
import org.weightbalancing.app.result.StoredReport;
import org.weightbalancing.app.text.RunNames;

/** Reads the runs and folders of repetitions that are to be compared. */
public final class ComparedFolders {

    private ComparedFolders() {}

    /**
     * Reads those that have results, each under a name of its own.
     *
     * @param folders at least one
     * @param told hears of each that has no results, in a sentence
     * @return in the same order
     * @throws org.weightbalancing.app.io.RunDirectoryException if one is no run, cannot be read, or none has results
     */
    public static List<ComparedRuns> read(List<Path> folders, Consumer<String> told) {
        List<Path> complete = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Path folder : folders) {
            missing(folder).ifPresentOrElse(missing::add, () -> complete.add(folder));
        }
        if (complete.isEmpty()) {
            ComparedRuns.read(folders.get(0));
        }
        missing.forEach(sentence -> told.accept(sentence + "; left out"));
        List<String> names = RunNames.of(complete);
        List<ComparedRuns> runs = new ArrayList<>();
        for (int i = 0; i < complete.size(); i++) {
            runs.add(ComparedRuns.read(complete.get(i)).called(names.get(i)));
        }
        return runs;
    }

    private static Optional<String> missing(Path folder) {
        if (RepetitionFolder.is(folder)) {
            return RepetitionFolder.open(folder).complete().isEmpty()
                    ? Optional.of(folder + " has no repetition that is complete")
                    : Optional.empty();
        }
        RunDirectory run = RunDirectory.open(folder);
        if (StoredReport.exists(run)) {
            return Optional.empty();
        }
        RunState state = RunState.of(run);
        if (!state.complete()) {
            return Optional.of(folder + " is not complete but " + state.words());
        }
        return ReportCsv.exists(run)
                ? Optional.empty()
                : Optional.of(folder + " has neither report.json nor report.csv, though the run is complete");
    }
}
