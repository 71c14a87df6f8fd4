package org.weightbalancing.app.study;

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
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunInterruptedException;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.LiveView;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.search.ForkedTrials;
import org.weightbalancing.app.search.Study;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.search.StudyResult;
import org.weightbalancing.app.search.TrialExecutor;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.data.Fingerprint;

/**
 * Carries out a search for a command: the stem is trained, trials are run, and the selected one is tested.
 *
 * @param catalog makes what experiments name
 * @param search to be carried out
 * @param data where downloaded data sets lie
 * @param watch shows it
 */
public record SearchSession(Catalog catalog, Search search, Path data, WatchOptions watch) {

    /**
     * How trials are run.
     *
     * @param program the main class, whose command {@code trial} runs one in a process of its own
     * @param parallel at once
     * @param forked whether each has a process of its own
     * @param gpus among which processes are divided
     * @param tested whether the selected trial is tested at the end
     */
    public record Way(Class<?> program, int parallel, boolean forked, List<String> gpus, boolean tested) {}

    /**
     * Runs the trials that are left of a study.
     *
     * @param paths of the study, whose folder is made if it is not there
     * @param live shows it from then on
     */
    public int run(StudyPaths paths, Way way, LiveView live, PrintWriter out) {
        // Refused before anything is written, like whatever else the command line has wrong.
        watch.interval();
        search.warnings().forEach(warning -> watch.messages().println("note: " + warning));
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, search.base(), data);
        StudyDescription description = description(run.images());
        StudyFolder folder = StudyFolder.create(paths.folder(), description);
        long before = ended(folder.trials());
        keepSearch(paths);
        live.show(new WatchedStudy(paths.folder()));
        TrialObjective.requireMeasurable(search, run.images());
        Stem stem = stem(run, paths, backend);
        TrialObjective objective = new TrialObjective(catalog, search, run.images(), stem);
        objective.prepare();
        StudyGenerator generator = search.newGenerator(catalog);
        StudyResult result = result(study(paths, description, generator, way), objective, paths, way);
        TrialsCsv.write(paths.folder(), description, result.trials());
        out.println(StudyText.summary(table(description), result.trials()));
        out.flush();
        boolean done = isDone(result, generator);
        out.println(done ? atItsEnd(result, before, paths) : notAtItsEnd(result, paths));
        out.flush();
        if (!done) {
            return result.stopped() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
        if (result.best().isEmpty()) {
            return ExitCode.NOTHING_FOUND;
        }
        if (way.tested()) {
            TrialRecord best = result.best().get();
            test(new SelectedTrial(catalog, search, best, result.trials().size()), run, stem, paths, backend, out);
        }
        return ExitCode.OK;
    }

    private static long ended(List<TrialRecord> trials) {
        return trials.stream().filter(trial -> trial.status().ended()).count();
    }

    /** Why no more trials are run. */
    private String atItsEnd(StudyResult result, long before, StudyPaths paths) {
        int trials = result.trials().size();
        String left = before == trials ? "Nothing was left to run. " : "";
        return left
                + (trials < search.budget().trials()
                        ? "The generator has no more to propose than these " + trials + " trials."
                        : "The study is at its end; with a larger budget.trials in " + paths.search()
                                + ", --resume runs more.");
    }

    /** Why not all trials have ended, and how to go on. */
    private static String notAtItsEnd(StudyResult result, StudyPaths paths) {
        boolean elsewhere = result.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.RUNNING);
        String why = result.stopped()
                ? "it was interrupted"
                : elsewhere ? "other processes run trials of it" : "the time of this session is over (budget.minutes)";
        return "The study is not at its end: " + why + "; 'wb search " + paths.folder() + " --resume' goes on.";
    }

    private Stem stem(Run run, StudyPaths paths, Backend backend) {
        try {
            return Stem.trained(search, run, paths, backend, watch);
        } catch (RunInterruptedException e) {
            throw new RunInterruptedException("interrupted; 'wb search " + paths.folder() + " --resume' goes on", e);
        }
    }

    // The test images are for the end: a study that goes on may select another trial.
    private boolean isDone(StudyResult result, StudyGenerator generator) {
        return !result.stopped()
                && result.trials().stream().allMatch(trial -> trial.status().ended())
                && (result.trials().size() >= search.budget().trials() || !generator.hasMoreCandidates());
    }

    private TrialTable table(StudyDescription description) {
        return new TrialTable(description, search.objective().metric().toString());
    }

    private Study study(StudyPaths paths, StudyDescription description, StudyGenerator generator, Way way) {
        LiveTable shown = new LiveTable(watch.messages(), WatchOptions.onTerminal(), table(description));
        return Study.in(paths.folder())
                .space(description.space())
                .goal(description.goal())
                .generator(generator, description.generator(), description.settings())
                .pruner(search.newPruner(catalog))
                .budget(description.budget())
                .seed(description.seed())
                .parallel(way.parallel())
                .listener(shown::show);
    }

    private StudyResult result(Study study, TrialObjective objective, StudyPaths paths, Way way) {
        if (way.forked()) {
            return study.run(processes(paths, way));
        }
        try (TrialThreads threads = TrialThreads.among(way.parallel())) {
            return study.run(threads.each(objective));
        }
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
                .writeBesideOthers(paths.search().getFileName().toString(), new SearchFile(catalog).write(search));
    }

    private TrialExecutor processes(StudyPaths paths, Way way) {
        TrialProcess process = new TrialProcess(way.program(), paths.folder(), data.toAbsolutePath(), way.parallel());
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
        Experiment experiment = selected.experiment();
        Run run = new Run(catalog, experiment, base.images().as(catalog, experiment.data()));
        Path folder = selected.test(run, stem, paths, backend, watch);
        out.println("\nTrial " + selected.trial().number() + ", " + selected.words() + ", on the test images:\n");
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
