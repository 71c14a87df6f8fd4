package org.weightbalancing.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.weightbalancing.app.search.ForkedTrials;
import org.weightbalancing.app.search.Study;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.StudyResult;
import org.weightbalancing.app.search.TrialExecutor;
import org.weightbalancing.data.Fingerprint;

/**
 * Carries out a search for a command: the stem is trained, trials are run, and the selected one is tested.
 *
 * @param catalog makes what experiments name
 * @param search to be carried out
 * @param data where downloaded data sets lie
 * @param watch shows it
 */
record SearchSession(Catalog catalog, Search search, Path data, WatchOptions watch) {

    /**
     * How trials are run.
     *
     * @param parallel at once
     * @param forked whether each has a process of its own
     * @param gpus among which processes are divided
     * @param tested whether the selected trial is tested at the end
     */
    record Way(int parallel, boolean forked, List<String> gpus, boolean tested) {}

    /**
     * Runs the trials that are left of a study.
     *
     * @param paths of the study, whose folder is made if it is not there
     * @param live shows its report
     */
    int run(StudyPaths paths, Way way, LiveView live, PrintWriter out) {
        // Refused before anything is written, like whatever else the command line has wrong.
        watch.interval();
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, search.base(), data);
        StudyDescription description = description(run.images());
        StudyFolder.create(paths.folder(), description);
        keepSearch(paths);
        live.show(paths.folder());
        Stem stem = Stem.trained(search, run, paths, backend, watch);
        TrialTable table =
                new TrialTable(description, search.objective().metric().toString());
        StudyResult result =
                result(paths, description, table, new TrialObjective(catalog, search, run.images(), stem), way);
        TrialsCsv.write(paths.folder(), description.space(), result.trials());
        out.println(StudyText.summary(table, result.trials()));
        out.flush();
        if (result.stopped()) {
            out.println("Stopped; 'wb search " + paths.folder() + " --resume' goes on.");
            out.flush();
            return ExitCode.INTERRUPTED;
        }
        if (result.best().isEmpty()) {
            return ExitCode.NOTHING_FOUND;
        }
        SelectedTrial selected =
                new SelectedTrial(catalog, search, result.best().get());
        if (way.tested()) {
            test(selected, run, stem, paths, backend, out);
        }
        return ExitCode.OK;
    }

    private StudyResult result(
            StudyPaths paths, StudyDescription description, TrialTable table, TrialObjective objective, Way way) {
        LiveTable shown = new LiveTable(watch.messages(), WatchOptions.onTerminal(), table);
        Study study = Study.in(paths.folder())
                .space(description.space())
                .goal(description.goal())
                .generator(search.newGenerator(catalog), description.generator(), description.settings())
                .pruner(search.newPruner(catalog))
                .budget(description.budget())
                .seed(description.seed())
                .parallel(way.parallel())
                .listener(shown::show);
        return way.forked() ? study.run(processes(paths, way)) : study.run(objective);
    }

    /** What all sessions and processes of the study must agree on. */
    private StudyDescription description(Images images) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("generator", catalog.words(search.generator()));
        settings.put("pruning", catalog.words(search.pruning()));
        settings.put("method", search.objective().method());
        settings.put("metric", search.objective().metric().toString());
        settings.put("experiment-sha256", new ExperimentFile(catalog).sha256(search.base()));
        settings.put("train-images", Fingerprint.of(images.train()));
        settings.put("validation-images", Fingerprint.of(images.validation()));
        return new StudyDescription(
                search.space(),
                search.goal(),
                catalog.name(search.generator()),
                settings,
                search.seed(),
                search.newBudget());
    }

    private void keepSearch(StudyPaths paths) {
        // Only its budget may have changed.
        new RunDirectory(paths.folder())
                .write(paths.search().getFileName().toString(), new SearchFile(catalog).write(search));
    }

    private TrialExecutor processes(StudyPaths paths, Way way) {
        TrialProcess process = new TrialProcess(paths.folder(), data.toAbsolutePath(), way.parallel());
        if (way.gpus().isEmpty()) {
            return new ForkedTrials(claim -> process.of(claim.number(), Optional.empty()));
        }
        BlockingQueue<String> free = new LinkedBlockingQueue<>(way.gpus());
        return (claim, trial) -> {
            String gpu = free.take();
            try {
                new ForkedTrials(claimed -> process.of(claimed.number(), Optional.of(gpu))).run(claim, trial);
            } finally {
                free.add(gpu);
            }
        };
    }

    private void test(SelectedTrial selected, Run base, Stem stem, StudyPaths paths, Backend backend, PrintWriter out) {
        Run run = new Run(catalog, selected.experiment(), base.images());
        Path folder = selected.test(run, stem, paths, backend, watch);
        out.println("Trial " + selected.trial().number() + ", " + selected.words() + ", on the test images:\n");
        out.print(report(folder));
        out.println("\nEverything is in " + folder);
        out.flush();
    }

    private static String report(Path folder) {
        Path file = folder.resolve("report.txt");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + Reason.of(e), e);
        }
    }
}
