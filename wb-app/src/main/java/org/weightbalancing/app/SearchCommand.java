package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.LiveView;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.study.SearchSession;
import org.weightbalancing.app.study.SelectedTrial;
import org.weightbalancing.app.study.StudyPaths;
import org.weightbalancing.app.study.StudyStart;
import org.weightbalancing.data.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries out a search file. */
@Command(
        name = "search",
        description = {
            "Search for the best variant of an experiment: run the trials of a search file, select one on validation "
                    + "images, and test that one alone.",
            "The folder of the study holds everything; several processes, also on several machines that share the folder, "
                    + "may work on one study with --resume.",
            "With --apply-best, run nothing and write the experiment of the best trial."
        },
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SEARCH.yaml|STUDY",
            description = "The search file, which 'wb describe search' explains, or the folder of a study.")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "The folder of the study (default: studies/NAME); with --apply-best, the experiment file.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--resume",
            description = "Go on with a study, also beside other processes; begins it, and says so, if there is none.")
    private boolean resume;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Trials at once, among which the processors are divided (default: ${DEFAULT-VALUE}).")
    private int parallel = 1;

    @Option(
            names = "--forked",
            description =
                    "Run each trial in a process of its own: a trial that hangs or exhausts the memory then ends alone.")
    private boolean forked;

    @Option(
            names = "--gpus",
            split = ",",
            paramLabel = "LIST",
            description = "Devices among which the trials at once are divided by CUDA_VISIBLE_DEVICES; needs --forked.")
    private List<String> gpus = List.of();

    @Option(names = "--no-test", description = "Do not test the selected trial at the end.")
    private boolean untested;

    @Option(names = "--apply-best", description = "Write the experiment of the best trial of a study.")
    private boolean applyBest;

    @Mixin
    private DataFolder data;

    @Mixin
    private WatchOptions watch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireOptions();
        Catalog catalog = Catalog.load();
        boolean study = StudyFolder.is(source);
        if (study) {
            requireStudy();
        } else {
            requireFile();
        }
        Path images = data.path(System.getenv());
        Search search = new SearchFile(catalog)
                .read(study ? new StudyPaths(source).search() : source)
                .located(images);
        PrintWriter out = spec.commandLine().getOut();
        if (applyBest) {
            Path folder = study ? source : folder(search);
            return apply(selected(catalog, search, folder), out);
        }
        Path folder = study ? source : output.orElseGet(() -> folder(search));
        StudyStart start = StudyStart.in(folder, resume);
        if (study) {
            search.base().features().ifPresent(features -> requireThere(features, images));
        }
        SearchSession session = new SearchSession(catalog, search, images, watch);
        try (LiveView live = watch.live()) {
            return session.run(start, new SearchSession.Way(Main.class, parallel, forked, gpus, !untested), live, out);
        }
    }

    private void requireStudy() {
        if (output.isPresent() && !applyBest) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is " + output.get() + ", but the study " + source
                            + " goes on in its own folder; leave --output out, or name a search file instead");
        }
        Path kept = new StudyPaths(source).search();
        if (Files.notExists(kept)) {
            throw new RunDirectoryException("the study " + source + " has no " + kept.getFileName()
                    + "; 'wb search SEARCH.yaml -o " + source + " --resume' with its search file goes on");
        }
    }

    private void requireThere(String features, Path images) {
        try {
            FeatureFolder.require(features, images);
        } catch (DataException e) {
            throw new DataException(
                    e.getMessage() + ", or name where they lie now in experiment.data.source.folder of "
                            + new StudyPaths(source).search(),
                    e);
        }
    }

    /** What is not there counts as the folder of a study unless it has the name of a file. */
    private void requireFile() {
        boolean named = source.toString().matches(".*\\.ya?ml");
        if (Files.isDirectory(source) || (Files.notExists(source) && !named)) {
            throw new RunDirectoryException(source + " is neither a search file nor the folder of a study: "
                    + (Files.isDirectory(source) ? "it has no study.json" : "there is no such file or folder"));
        }
    }

    private void requireOptions() {
        if (applyBest) {
            watch.requireNotLive(
                    "shows a study while it goes on, and --apply-best runs nothing; 'wb report STUDY' makes a"
                            + " page at any time");
        }
        if (parallel < 1 || parallel > 1000) {
            throw new ParameterException(spec.commandLine(), "--parallel is " + parallel + ", allowed is 1 to 1000");
        }
        if (!gpus.isEmpty() && !forked) {
            throw new ParameterException(
                    spec.commandLine(), "--gpus needs --forked: a process sees the devices it was started with");
        }
        if (!gpus.isEmpty() && parallel > gpus.size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--parallel is " + parallel + ", but --gpus names " + gpus.size()
                            + "; a device runs one trial at once");
        }
        if (applyBest && output.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--apply-best needs the file to write, --output");
        }
    }

    private static Path folder(Search search) {
        return Path.of("studies", search.name());
    }

    private static SelectedTrial selected(Catalog catalog, Search search, Path folder) {
        List<TrialRecord> trials = StudyFolder.open(folder).trials();
        TrialRecord best = search.goal()
                .best(trials)
                .orElseThrow(() -> new ExperimentException(
                        "study " + folder + " has no best trial yet: none is complete, or none meets the constraints"));
        return new SelectedTrial(catalog, search, best, trials.size());
    }

    private int apply(SelectedTrial selected, PrintWriter out) {
        Path file = output.orElseThrow();
        selected.write(file);
        out.println("Trial " + selected.trial().number() + ", " + selected.words() + ", is in " + file);
        out.flush();
        return ExitCode.OK;
    }
}
