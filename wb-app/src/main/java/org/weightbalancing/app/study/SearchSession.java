package org.weightbalancing.app.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.DimensionPlaces;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunInterruptedException;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.run.LiveView;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Study;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.search.StudyResult;
import org.weightbalancing.app.search.TrialRecord;

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
     * @param start where the study is, or begins; its folder is made if it is not there
     * @param live shows it from then on
     */
    public int run(StudyStart start, Way way, LiveView live, PrintWriter out) {
        // Refused before anything is written, like whatever else the command line has wrong.
        watch.interval();
        search.warnings().forEach(warning -> watch.messages().println("note: " + warning));
        Backend backend = Backend.start();
        Run run = Run.prepare(catalog, search.base(), data);
        StudyPaths paths = start.paths();
        StudyFolder folder = begun(start, run, out);
        long before = ended(folder.trials());
        keepSearch(paths);
        live.show(new WatchedStudy(paths.folder()));
        TrialObjective.requireMeasurable(search, run.images());
        Stem stem = stem(run, paths, backend);
        TrialObjective objective = new TrialObjective(catalog, search, run.images(), stem);
        objective.prepare();
        StudyGenerator generator = search.newGenerator(catalog);
        StudyResult result = new StudyTrials(
                        way, paths.folder(), data, search.base().features())
                .run(study(folder, generator), objective);
        TrialsCsv.write(paths.folder(), folder.description(), DimensionPlaces.of(search, catalog), result.trials());
        StudyEnd end = new StudyEnd(paths, search.budget().trials(), result, generator);
        out.println(StudyText.summary(table(folder.description()), result.trials()));
        out.println(end.words(before));
        out.flush();
        if (way.tested() && end.isDone() && result.best().isPresent()) {
            TrialRecord best = result.best().get();
            test(new SelectedTrial(catalog, search, best, result.trials().size()), run, stem, paths, backend, out);
        }
        return end.exitCode();
    }

    private StudyFolder begun(StudyStart start, Run run, PrintWriter out) {
        Optional<Budget> before = start.budget();
        StudyFolder folder = start.begin(new StudyIdentity(catalog, search, run.images()));
        start.words(before, folder).ifPresent(out::println);
        out.flush();
        return folder;
    }

    private static long ended(List<TrialRecord> trials) {
        return trials.stream().filter(trial -> trial.status().ended()).count();
    }

    private Stem stem(Run run, StudyPaths paths, Backend backend) {
        try {
            return Stem.trained(search, run, paths, backend, watch);
        } catch (RunInterruptedException e) {
            throw new RunInterruptedException("interrupted; 'wb search " + paths.folder() + " --resume' goes on", e);
        }
    }

    private TrialTable table(StudyDescription description) {
        return new TrialTable(description, search.objective().metric().toString());
    }

    private Study study(StudyFolder folder, StudyGenerator generator) {
        StudyDescription description = folder.description();
        LiveTable shown = new LiveTable(watch.messages(), WatchOptions.onTerminal(), table(description));
        return Study.in(folder.path())
                .space(description.space())
                .goal(description.goal())
                .generator(generator, description.generator(), description.settings())
                .pruner(search.newPruner(catalog))
                .budget(description.budget())
                .seed(description.seed())
                .listener(shown::show);
    }

    private void keepSearch(StudyPaths paths) {
        // Only its budget may have changed, and where its features lie.
        new RunDirectory(paths.folder())
                .writeBesideOthers(paths.search().getFileName().toString(), new SearchFile(catalog).write(search));
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
