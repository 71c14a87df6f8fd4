package org.weightbalancing.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.ForkedTrial;
import org.weightbalancing.app.study.Stem;
import org.weightbalancing.app.study.StudyPaths;
import org.weightbalancing.app.study.TrialObjective;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one trial that another process has claimed. */
@Command(
        name = "trial",
        description = {
            "Run one trial of a study; 'wb search --forked' calls this.",
            "The trial must have been claimed by the process that calls, with which it ends."
        },
        hidden = true,
        mixinStandardHelpOptions = true)
final class TrialCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "STUDY", description = "The folder of the study.")
    private Path study;

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The trial.")
    private int number;

    @Option(
            names = "--features",
            paramLabel = "DIR",
            description = "Where the features of the experiment lie (default: where the study says).")
    private Optional<String> features = Optional.empty();

    @Mixin
    private DataFolder data;

    @Override
    public Integer call() throws InterruptedException {
        Catalog catalog = Catalog.load();
        StudyPaths paths = new StudyPaths(study);
        // Another machine may have noted where the features lie for it.
        Search noted = new SearchFile(catalog).read(paths.search());
        Search search = features.map(noted::withFeatures).orElse(noted);
        Backend.start();
        Images images = Images.open(catalog, search.base(), data.path(Map.copyOf(System.getenv())));
        Stem stem = Stem.read(catalog, search, images, paths);
        TrialObjective objective = new TrialObjective(catalog, search, images, stem);
        ForkedTrial.run(study, number, objective, search.newPruner(catalog));
        return ExitCode.OK;
    }
}
