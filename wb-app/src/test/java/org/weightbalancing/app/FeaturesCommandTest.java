package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureCard;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.feature.ComputedFeatures;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.Sha256;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;

/** From a run to its features, to NumPy files, and back. */
class FeaturesCommandTest {

    // Of the batches of 5, none of the splits is a multiple; the training images take more than one block of writing.
    private static final String EXPERIMENT = """
            name: small
            seed: 3
            data:
              source: {name: drawn, largest: 12, validation-per-class: 2, test-per-class: 3}
              long-tail: {profile: exponential, imbalance: 6}
              augmentation: [horizontal-flip]
            model: {architecture: resnet-8, width: 16}
            stages:
              - {name: features, epochs: 1, learning-rate: 0.05}
              - {name: more, from: features, epochs: 1, learning-rate: 0.05}
            evaluation: {batch: 5}
            """;

    @TempDir
    private static Path folder;

    private static Path run;
    private static Experiment experiment;
    private static Images images;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path made;

    @BeforeAll
    static void runOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
        run = folder.resolve("run");
        StringWriter errors = new StringWriter();
        int code = Main.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(errors),
                "train",
                file.toString(),
                "-o",
                run.toString(),
                "--quiet");
        assertThat(code).as(errors.toString()).isZero();
        experiment = Yaml.read(EXPERIMENT);
        images = Images.open(Yaml.CATALOG, experiment, folder);
    }

    @BeforeEach
    void freshName() {
        made = folder.resolve("features-" + System.nanoTime());
    }

    private int wb(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }

    private FeatureFolder features(Object... more) {
        Object[] arguments = Stream.concat(Stream.of("features", run, "-o", made, "--quiet"), Arrays.stream(more))
                .toArray();
        assertThat(wb(arguments)).as(err.toString()).isZero();
        return FeatureFolder.open(made);
    }

    private static Trained network(String name) {
        return Trained.read(Yaml.CATALOG, experiment, RunDirectory.open(run)).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The run has written what it tested its networks by; the classifier is applied as it does. */
    @Test
    void storedFeaturesGiveTheLogitsOfTheRunBitForBit() throws IOException {
        FeatureFolder folder = features();
        for (String split : List.of(FeatureFolder.VALIDATION, FeatureFolder.TEST)) {
            LogitsFile logits = LogitsFile.open(run.resolve("logits/" + split + "/more.npy"));
            INDArray found = network("more").logits(folder.bank(split).features(0));
            double[][] expected = logits.block(0, logits.items());
            assertThat(found.toDoubleMatrix()).isDeepEqualTo(expected);
        }
        folder.verify();
    }

    @Test
    void trainingFeaturesAreThoseThatStagesAreTrainedOn() {
        FeatureFolder folder = features("--stage", "features", "--views", 2);
        FeatureBank bank = folder.bank(FeatureFolder.TRAIN);
        assertThat(bank.labels()).isEqualTo(images.train().labels());
        assertThat(bank.views()).isEqualTo(3);
        assertThat(folder.bank(FeatureFolder.TEST).views()).isOne();
        ComputedFeatures computed = new ComputedFeatures(experiment, images);
        Trained trained = network("features");
        INDArray plain = computed.plain(trained.network(), images.train()).features(0);
        assertThat(bank.features(0).equalsWithEps(plain, 1e-5)).isTrue();
        StageSettings twoViews = Yaml.read(EXPERIMENT.replace(
                        "{name: features, epochs: 1,", "{name: features, trains: classifier, views: 2, epochs: 1,"))
                .stages()
                .get(0);
        FeatureBank views = computed.training(trained.network(), twoViews);
        for (int view = 0; view < 2; view++) {
            assertThat(bank.features(1 + view)).isEqualTo(views.features(view));
            assertThat(bank.features(1 + view).equalsWithEps(plain, 1e-3)).isFalse();
        }
    }

    /** Of batches of 5, which do not divide the images. */
    @Test
    void whatIsWrittenBatchByBatchIsWhatIsComputedAtOnce() throws IOException {
        ComputedFeatures computed = new ComputedFeatures(experiment, images);
        ComputationGraph network = network("features").network();
        Path file = Files.createDirectory(made).resolve("x.wbf");
        computed.write(file, network, images.validation());
        assertEqual(FeatureFile.read(file), computed.plain(network, images.validation()));
        for (int views : new int[] {0, 2}) {
            StageSettings stage = Yaml.read(EXPERIMENT.replace(
                            "{name: features, epochs: 1,",
                            "{name: features, trains: classifier, views: " + views + ", epochs: 1,"))
                    .stages()
                    .get(0);
            computed.write(file, network, stage);
            assertThat(FeatureFile.read(file).views()).isEqualTo(Math.max(1, views));
            assertEqual(FeatureFile.read(file), computed.training(network, stage));
        }
    }

    private static void assertEqual(FeatureBank found, FeatureBank expected) {
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.views()).isEqualTo(expected.views());
        for (int view = 0; view < expected.views(); view++) {
            assertThat(found.values(view, 0, found.size())).isEqualTo(expected.values(view, 0, expected.size()));
        }
    }

    @Test
    void theCardSaysWhatTheFeaturesAreOf() {
        FeatureCard card = features("--stage", "features").card();
        assertThat(card.classNames()).isEqualTo(images.train().classNames());
        assertThat(card.dimension()).isEqualTo(64);
        assertThat(card.splits().get("train").images()).isEqualTo(images.train().size());
        assertThat(card.origin())
                .containsEntry("experiment", "small")
                .containsEntry("stage", "features")
                .containsEntry("experiment-sha256", Yaml.FILES.sha256(experiment))
                .containsEntry(
                        "weights", Checkpoints.fingerprint(network("features").network()));
        assertThat(card.sources())
                .containsEntry("train", Fingerprint.of(images.train()))
                .containsEntry("validation", Fingerprint.of(images.validation()))
                .containsEntry("test", Fingerprint.of(images.test()));
        assertThat(out.toString())
                .contains("test        " + images.test().size() + " images, 64 features, 1 view")
                .contains("The features are in " + made);
    }

    @Test
    void whatIsWrittenForNumPyCanBeImported() throws IOException {
        FeatureFolder folder = features("--views", 1, "--npy");
        assertThat(NpyMatrix.open(made.resolve("train-features-1.npy")).columns())
                .isEqualTo(64);
        Path again = made.resolveSibling("again-" + made.getFileName());
        assertThat(wb("features", "--from", made, "-o", again, "--quiet"))
                .as(err.toString())
                .isZero();
        FeatureFolder imported = FeatureFolder.open(again);
        assertThat(imported.card().splits()).isEqualTo(folder.card().splits());
        assertThat(imported.card().classNames()).isEqualTo(folder.card().classNames());
        assertThat(imported.card().origin()).containsEntry("imported-from", made.toString());
        assertThat(imported.card().sources())
                .containsEntry("train-features-1.npy", Sha256.of(made.resolve("train-features-1.npy")))
                .containsKeys("test-labels.npy", "class-names.txt")
                .hasSize(8);
    }

    /** On Windows a folder is not renamed while a file of it is mapped. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void noFileIsMappedWhileTheFolderIsMade() throws IOException {
        Object[] arguments = {"features", run, "-o", made, "--views", 1, "--npy", "--quiet"};
        assertThat(wb(arguments)).as(err.toString()).isZero();
        Path maps = Path.of("/proc/self/maps");
        assertThat(Files.readString(maps)).doesNotContain(made.toString());
        FeatureBank bank = FeatureFile.read(made.resolve("test.wbf"));
        assertThat(Files.readString(maps)).contains(made.resolve("test.wbf").toString());
        assertThat(bank.values(0, 0, 1)).hasSize(64);
    }

    @Test
    void whatTheCommandRefusesIsToldInASentence() throws IOException {
        assertThat(wb("features", "-o", made)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("name either a RUN or, with --from, a folder of NumPy files");
        assertThat(wb("features", run, "--from", folder, "-o", made)).isEqualTo(ExitCode.USAGE);
        assertThat(wb("features", "--from", folder, "--views", 2, "-o", made)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--stage and --views need a RUN");
        assertThat(wb("features", run, "--views", -1, "-o", made)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--views is -1, but 0 or more is needed");
        assertThat(wb("features", run, "--stage", "feature", "-o", made)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the run has no stage 'feature'; did you mean 'features'?");
        Files.createDirectory(made);
        assertThat(wb("features", run, "-o", made)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains(made + " is already there; name another folder with --output");
        assertThat(made).isEmptyDirectory();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void anInterruptIsNoFaultOfTheFiles() {
        FeatureFolder opened = features();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> opened.bank("train"))
                .isInstanceOf(CancellationException.class)
                .hasMessageStartingWith("interrupted while reading " + made);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFolderThatWasChangedIsRefused() throws IOException {
        assertThatThrownBy(() -> FeatureFolder.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder + " is no folder of features: it has no features.json");
        features();
        Path test = made.resolve("test.wbf");
        byte[] whole = Files.readAllBytes(test);
        Files.copy(made.resolve("validation.wbf"), test, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> FeatureFolder.open(made))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(test + " is not the file that features.json tells of");
        byte[] damaged = whole.clone();
        damaged[whole.length - 64] ^= 1;
        Files.write(test, damaged);
        FeatureFolder opened = FeatureFolder.open(made);
        assertThatThrownBy(opened::verify)
                .isInstanceOf(DataException.class)
                .hasMessageContaining(test.toString())
                .hasMessageContaining("fingerprint");
        Files.delete(test);
        assertThatThrownBy(() -> FeatureFolder.open(made))
                .isInstanceOf(DataException.class)
                .hasMessage(test + " is missing from its folder of features");
        Path card = made.resolve("features.json");
        Files.writeString(card, Files.readString(card).replace("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(() -> FeatureFolder.open(made))
                .hasMessage(card + " is of format 2, but this wb reads format 1");
    }
}
