package org.weightbalancing.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.feature.FeatureImport;
import org.weightbalancing.app.feature.FeatureProgress;
import org.weightbalancing.app.feature.NewFeatureFolder;
import org.weightbalancing.app.feature.StageFeatures;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.WatchOptions;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.model.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a folder of features: of a run's images in one of its networks, or of what another program has computed. */
@Command(
        name = "features",
        description = {
            "Compute the features of all images of a run in one of its networks, or take those of any network from NumPy"
                    + " files, and write them into one folder on which classifiers can be trained.",
            "With --from, the folder has train-features.npy and test-features.npy, float32 or float64 [images,"
                    + " features], perhaps validation-features.npy, the classes in train-labels.npy and so on, int32 or"
                    + " int64 [images], further views of the training images in train-features-1.npy and so on, and"
                    + " perhaps class-names.txt, a name a line."
        },
        mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The directory of an earlier run.")
    private Optional<Path> run = Optional.empty();

    @Option(names = "--from", paramLabel = "DIR", description = "The folder of NumPy files, instead of a run.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "The stage whose network computes the features (default: the last).")
    private Optional<String> stage = Optional.empty();

    @Option(
            names = "--views",
            paramLabel = "K",
            description = "Augmented views of the training images, besides the images as they are (default: 0).")
    private Optional<Integer> views = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The folder to make.")
    private Path output;

    @Option(
            names = "--npy",
            description = "Write the features also as NumPy files of the names of --from, float32, labels as int32.")
    private boolean npy;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Mixin
    private DataFolder data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (run.isPresent() == from.isPresent()) {
            throw usage("name either a RUN or, with --from, a folder of NumPy files");
        }
        if (from.isPresent() && (stage.isPresent() || views.isPresent())) {
            throw usage("--stage and --views need a RUN, but --from is given");
        }
        if (views.orElse(0) < 0) {
            throw usage("--views is " + views.get() + ", but 0 or more is needed");
        }
        try (NewFeatureFolder folder = NewFeatureFolder.create(output)) {
            FeatureFolder made = from.isPresent() ? imported(from.get(), folder) : computed(run.orElseThrow(), folder);
            print(made);
        }
        return ExitCode.OK;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private FeatureFolder imported(Path source, NewFeatureFolder folder) {
        FeatureImport features = FeatureImport.open(source);
        features.write(folder, progress());
        return finish(folder, features.classNames(), Map.of("imported-from", source.toString()), features.sources());
    }

    private FeatureFolder computed(Path directory, NewFeatureFolder folder) {
        StoredRun stored = StoredRun.open(Catalog.load(), directory);
        StageSettings settings = stage(stored.experiment());
        if (stored.experiment().data().source() instanceof SourceSettings.Features source) {
            throw new ExperimentException("the run is on features already, of " + source.folder());
        }
        Backend.start();
        Images images = stored.images(data.path(System.getenv()));
        Trained trained = stored.networks().stream()
                .filter(candidate -> candidate.name().equals(settings.name()))
                .findFirst()
                .orElseThrow();
        StageFeatures features = new StageFeatures(stored.experiment(), images, settings, progress());
        features.write(trained.network(), folder, views.orElse(0));
        String sha256 = new ExperimentFile(stored.catalog()).sha256(stored.experiment());
        Map<String, String> origin = features.origin(sha256, Checkpoints.fingerprint(trained.network()));
        trained.stamp().ifPresent(stamp -> origin.put("stamp", stamp));
        return finish(folder, images.train().classNames(), origin, features.sources());
    }

    private FeatureFolder finish(
            NewFeatureFolder folder, List<String> classNames, Map<String, String> origin, Map<String, String> sources) {
        if (npy) {
            folder.writeArrays(classNames);
        }
        return folder.finish(classNames, origin, sources);
    }

    private StageSettings stage(Experiment experiment) {
        List<StageSettings> stages = experiment.stages();
        List<String> known = stages.stream().map(StageSettings::name).toList();
        String name = stage.orElse(known.get(known.size() - 1));
        return stages.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ExperimentException(
                        "the run has no stage '" + name + "'" + Nearest.hint(name, known, "known")));
    }

    private FeatureProgress progress() {
        PrintStream out =
                quiet ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) : System.err;
        return new FeatureProgress(out, WatchOptions.onTerminal());
    }

    private void print(FeatureFolder made) {
        PrintWriter out = spec.commandLine().getOut();
        made.card()
                .splits()
                .forEach((name, split) -> out.printf(
                        "%-12s%d images, %d features, %d %s%n",
                        name,
                        split.images(),
                        made.card().dimension(),
                        split.views(),
                        split.views() == 1 ? "view" : "views"));
        out.println("The features are in " + output);
        out.flush();
    }
}
