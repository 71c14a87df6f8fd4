package org.weightbalancing.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.predict.ModelCard;
import org.weightbalancing.app.predict.ModelFile;
import org.weightbalancing.app.predict.ModelPrior;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.system.SourceState;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a model file of a network of an earlier run. */
@Command(
        name = "export",
        description = "Write a network of a run directory, with all that is needed to use it, into one file.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "The directory of an earlier run.")
    private Path run;

    @Parameters(index = "1", paramLabel = "MODEL.wbz", description = "The file to write.")
    private Path file;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The stage or post-hoc change whose network it is (default: the last of the experiment).")
    private Optional<String> network = Optional.empty();

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Mixin
    private DataFolder data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoredRun stored = StoredRun.open(Catalog.load(), run);
        ExperimentFile experiments = new ExperimentFile(stored.catalog());
        Experiment experiment = stored.experiment();
        String name = name(experiment);
        if (experiment.data().source() instanceof SourceSettings.Features) {
            throw new ExperimentException("the run is on features, so that its networks take no images; a model file"
                    + " needs a run on images");
        }
        Backend.start();
        Images images = stored.images(data.path(System.getenv()));
        Trained trained = stored.networks().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        ModelCard card = card(trained, experiment, experiments.sha256(experiment), images);
        new ModelFile(card, experiments.write(experiment), trained.network()).write(file, force);
        PrintWriter out = spec.commandLine().getOut();
        trained.stamp().ifPresent(stamp -> out.println("The file keeps the stamp of the network: " + stamp));
        out.println("Network " + name + " of " + experiment.name() + " is in " + file);
        out.flush();
        return ExitCode.OK;
    }

    private String name(Experiment experiment) {
        List<String> known = Stream.concat(
                        experiment.stages().stream().map(StageSettings::name),
                        experiment.postHoc().stream().map(PostHocSettings::name))
                .toList();
        String name = network.orElse(known.get(known.size() - 1));
        if (!known.contains(name)) {
            throw new ExperimentException("the run has no network '" + name + "'" + Nearest.hint(name, known, "known"));
        }
        return name;
    }

    private static ModelCard card(Trained trained, Experiment experiment, String sha256, Images images) {
        ImageSet train = images.train();
        SourceState source = SourceState.read();
        return new ModelCard(
                trained.name(),
                trained.stamp(),
                train.classNames(),
                Arrays.stream(train.classCounts()).boxed().toList(),
                new ModelCard.Size(train.height(), train.width()),
                images.normalization(),
                trained.adjustment(),
                experiment.evaluation().batch(),
                ModelPrior.of(experiment, trained.name()),
                new ModelCard.Origin(
                        experiment.name(),
                        sha256,
                        Map.of(
                                "train", Fingerprint.of(train),
                                "validation", Fingerprint.of(images.validation()),
                                "test", Fingerprint.of(images.test())),
                        Checkpoints.fingerprint(trained.network()),
                        source.version(),
                        source.commit()));
    }
}
