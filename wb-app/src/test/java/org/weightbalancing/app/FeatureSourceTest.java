package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.data.InstanceSampler;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.FeatureFile;
import org.weightbalancing.train.Seeds;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.CrossEntropy;

/** From the features of another program to a run on them. */
class FeatureSourceTest {

    private static final int[] COUNTS = {20, 8, 3};
    private static final int DIMENSION = 5;

    private static final String EXPERIMENT = """
            name: on-features
            seed: 3
            data:
              source: {name: features, folder: FOLDER}
              long-tail: {profile: none, imbalance: 1}
            model: {architecture: features}
            stages:
              - {name: plain, trains: classifier, views: 0, epochs: 3, learning-rate: 0.1, batch: 8}
              - {name: balanced, trains: classifier, views: 1, epochs: 2, learning-rate: 0.05, loss: balanced-softmax,
                 head: cosine, restart-classifier: true}
            post-hoc:
              - {name: tau, from: plain, regularizers: [{name: tau-normalization, tau: 1}]}
              - {name: means, from: plain, head: nearest-class-mean}
            """;

    @TempDir
    private static Path folder;

    private static Path features;
    private static Path run;
    private static int[] trainLabels;
    private static float[] trainRows;
    private static float[] testRows;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void importAndTrain() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Random random = new Random(7);
        trainLabels = labels(COUNTS);
        trainRows = rows(trainLabels, random);
        write(source, "train", trainRows, trainLabels);
        float[] view = rows(trainLabels, random);
        NpyMatrix.write(source.resolve("train-features-1.npy"), trainLabels.length, DIMENSION, row -> row(view, row));
        int[] validation = labels(2, 2, 2);
        write(source, "validation", rows(validation, random), validation);
        int[] test = labels(4, 4, 4);
        testRows = rows(test, random);
        write(source, "test", testRows, test);
        features = folder.resolve("features");
        run = folder.resolve("run");
        FeatureSourceTest wb = new FeatureSourceTest();
        assertThat(wb.wb("features", "--from", source, "-o", features, "--quiet"))
                .as(wb.err.toString())
                .isZero();
        Path file = Files.writeString(folder.resolve("on-features.yaml"), text());
        assertThat(wb.wb("train", file, "-o", run, "--quiet"))
                .as(wb.err.toString())
                .isZero();
    }

    private static String text() {
        return EXPERIMENT.replace("FOLDER", features.toString());
    }

    private static int[] labels(int... counts) {
        int[] labels = new int[Arrays.stream(counts).sum()];
        int at = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(labels, at, at + counts[c], c);
            at += counts[c];
        }
        return labels;
    }

    private static float[] rows(int[] labels, Random random) {
        float[] rows = new float[labels.length * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            boolean own = i % DIMENSION == labels[i / DIMENSION];
            rows[i] = (float) (random.nextGaussian() + (own ? 2 : 0));
        }
        return rows;
    }

    private static float[] row(float[] rows, int row) {
        return Arrays.copyOfRange(rows, row * DIMENSION, (row + 1) * DIMENSION);
    }

    private static void write(Path source, String split, float[] rows, int[] labels) throws IOException {
        NpyMatrix.write(source.resolve(split + "-features.npy"), labels.length, DIMENSION, row -> row(rows, row));
        LogitsFile.writeLabels(source.resolve(split + "-labels.npy"), labels);
    }

    private int wb(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }

    /** The same classifier, trained by the library alone on the rows that the files were made of. */
    @Test
    void theRunTrainsTheClassifierThatTheLibraryTrainsOnTheseRows() throws IOException {
        Seeds seeds = new Seeds(3);
        FeatureBank bank = FeatureBank.of(trainRows, trainLabels, 3);
        ComputationGraph classifier =
                Classifiers.linear(DIMENSION, 3, new CrossEntropy(), seeds.stream("initialization"));
        InstanceSampler sampler = new InstanceSampler();
        FeatureBatches batches =
                new FeatureBatches(bank, 8, epoch -> sampler.order(trainLabels, 3, seeds.stream("order"), epoch));
        Stage stage = new Stage(
                "plain",
                3,
                new CosineSchedule(0.1, 3, 0, Timing.AFTER_EPOCH),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST);
        new Trainer().fit(classifier, stage, batches, Validation.none(), List.of());
        INDArray expected = Classifiers.logits(
                classifier, Nd4j.createFromArray(testRows).reshape(testRows.length / DIMENSION, DIMENSION));
        double[][] found = LogitsFile.open(run.resolve("logits/test/plain.npy")).block(0, 12);
        assertThat(Nd4j.createFromArray(found).castTo(expected.dataType()).equalsWithEps(expected, 1e-5))
                .isTrue();
    }

    @Test
    void everyMethodIsTestedAndReported() throws IOException {
        JsonNode methods = StoredJson.read(run.resolve("report.json")).path("methods");
        assertThat(methods.findValuesAsText("name")).contains("plain", "balanced", "tau", "means");
        assertThat(methods.get(0).path("plain").path("accuracy").asDouble()).isGreaterThan(0.5);
        assertThat(run.resolve("samples")).doesNotExist();
        assertThat(wb("evaluate", run)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("means");
        assertThat(wb("report", run, "-o", folder.resolve("report.html")))
                .as(err.toString())
                .isZero();
        assertThat(wb("compare", run)).as(err.toString()).isZero();
        assertThat(wb("explain", run)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("features");
    }

    @Test
    void theRunIsReproduced() {
        assertThat(wb("reproduce", run, "-o", folder.resolve("reproduced")))
                .as(out + "\n" + err)
                .isZero();
    }

    @Test
    void whatNeedsImagesIsRefused() {
        assertThat(wb("export", run, folder.resolve("m.wbz"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the run is on features, so that its networks take no images");
        assertThat(wb("features", run, "-o", folder.resolve("again"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the run is on features already, of " + features);
    }

    @Test
    void aRunOnOtherFeaturesIsAnother() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String name : List.of("train.wbf", "validation.wbf", "test.wbf", "features.json")) {
            Files.copy(features.resolve(name), copy.resolve(name));
        }
        Images images = Images.open(Yaml.CATALOG, Yaml.read(text()), folder);
        Images same = Images.open(Yaml.CATALOG, Yaml.read(EXPERIMENT.replace("FOLDER", "copy")), folder);
        assertThat(Fingerprint.of(same.train())).isEqualTo(Fingerprint.of(images.train()));
        float[] other = trainRows.clone();
        other[0]++;
        FeatureFile.write(
                copy.resolve("train.wbf"),
                FeatureBank.ofViews(
                        List.of(FeatureBank.of(other, trainLabels, 3), FeatureBank.of(trainRows, trainLabels, 3))));
        assertThatThrownBy(() -> FeatureFolder.open(copy)).isInstanceOf(DataException.class);
        String json = Files.readString(copy.resolve("features.json"));
        Files.writeString(
                copy.resolve("features.json"),
                json.replace(
                        FeatureFile.fingerprint(features.resolve("train.wbf")),
                        FeatureFile.fingerprint(copy.resolve("train.wbf"))));
        Images changed = Images.open(Yaml.CATALOG, Yaml.read(EXPERIMENT.replace("FOLDER", "copy")), folder);
        assertThat(Fingerprint.of(changed.train())).isNotEqualTo(Fingerprint.of(images.train()));
        assertThat(changed.train().labels()).isEqualTo(images.train().labels());
    }

    /** A feature of the folder is another than was written; header, labels and length are right. */
    @Test
    void damagedFeaturesAreNotTrainedOn() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("damaged"));
        for (String name : List.of("train.wbf", "validation.wbf", "test.wbf", "features.json")) {
            Files.copy(features.resolve(name), copy.resolve(name));
        }
        Path file = copy.resolve("validation.wbf");
        byte[] bytes = Files.readAllBytes(file);
        bytes[128] ^= 1;
        Files.write(file, bytes);
        Experiment experiment = Yaml.read(EXPERIMENT.replace("FOLDER", "damaged"));
        assertThatThrownBy(() -> Images.open(Yaml.CATALOG, experiment, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + " cannot be read: its content has the fingerprint ");
    }

    /** Of the classes of 20, 8 and 3 images, 10, 4 and 2 are held out at random. */
    @Test
    void heldOutImagesKeepTheirFeatures() {
        Images images = Images.open(Yaml.CATALOG, Yaml.read(text(), "data.validation=0.5"), folder);
        StoredFeatures stored = images.stored().orElseThrow();
        assertThat(images.validation().classCounts()).containsExactly(10, 4, 2);
        FeatureBank train = stored.plain(images.train());
        FeatureBank validation = stored.plain(images.validation());
        assertThat(train.size() + validation.size()).isEqualTo(trainLabels.length);
        for (int i = 0; i < validation.size(); i++) {
            int position = images.validation().positions()[i];
            assertThat(validation.values(0, i, i + 1)).containsExactly(row(trainRows, position));
            assertThat(validation.labels()[i]).isEqualTo(trainLabels[position]);
        }
        for (int i = 0; i < train.size(); i++) {
            assertThat(train.values(0, i, i + 1))
                    .containsExactly(row(trainRows, images.train().positions()[i]));
        }
        assertThat(stored.plain(images.test()).values(0, 0, 12)).containsExactly(testRows, offset(0f));
        assertThat(stored.training(images.train(), 1).values(0, 0, 1)).isNotEqualTo(train.values(0, 0, 1));
    }

    @Test
    void validationFeaturesOfTheFolderAreUsedIfAskedFor() throws IOException {
        String own = text().replace("{name: features, ", "{name: features, validation: true, ");
        Images images = Images.open(Yaml.CATALOG, Yaml.read(own), folder);
        assertThat(images.validation().classCounts()).containsExactly(2, 2, 2);
        assertThat(images.stored().orElseThrow().plain(images.validation()).size())
                .isEqualTo(6);
        assertThat(Images.open(Yaml.CATALOG, Yaml.read(text()), folder)
                        .validation()
                        .size())
                .isZero();
        assertThat(Yaml.problems(own, "data.validation=0.1"))
                .singleElement()
                .asString()
                .contains("the source has validation images of its own");
    }

    @Test
    void viewsThatAreNotStoredAreRefused() {
        Experiment more = Yaml.read(text(), "stages.balanced.views=2");
        assertThatThrownBy(() -> Images.open(Yaml.CATALOG, more, folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("stages[1].views is 2, but " + features
                        + " has 1 augmented views of the training images; write at most 1");
    }

    @Test
    void whatNeedsPixelsIsRefusedWhenTheFileIsRead() {
        assertProblem("model.architecture=resnet-8", "is resnet-8, which needs images, but data.source is features");
        assertProblem("data.source=cifar-10", "is features, which needs data of source features");
        assertProblem("data.augmentation=[horizontal-flip]", "changes images, but data.source is features");
        assertProblem("evaluation.flip-averaging=true", "is true, which needs images, but data.source is features");
        assertProblem("stages[0]={name: plain, epochs: 1, learning-rate: 0.1}", "is everything, which needs images");
        assertProblem(
                "stages[0]={name: plain, trains: classifier, input: images, epochs: 1, learning-rate: 0.1}",
                "is images, but data.source is features; set input: cached-features");
    }

    @Test
    void theDocumentedExampleReads() throws IOException {
        String example =
                Document.read("experiment-files.md").blocks("yaml").get(1).code();
        assertThat(Yaml.read(example, "data.source.folder=" + features).stages())
                .hasSize(2);
        assertThat(Schemas.faults(example)).isEmpty();
        Images images = Images.open(Yaml.CATALOG, Yaml.read(example, "data.source.folder=" + features), folder);
        assertThat(images.validation().classCounts()).containsExactly(2, 1, 0);
    }

    private static void assertProblem(String set, String message) {
        assertThat(Yaml.problems(text(), set)).singleElement().asString().contains(message);
    }
}
