package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.InferenceNetwork;

/** From a run to its model file to predictions. */
class PredictorTest {

    // 4 classes of 3 test images: of the batches of 5, the last has 2. Every kind of network is exported.
    private static final String EXPERIMENT = """
            name: small
            data:
              source: {name: drawn, largest: 12, validation-per-class: 2, test-per-class: 3}
              long-tail: {profile: exponential, imbalance: 6}
            model: {architecture: resnet-8, width: 16}
            stages:
              - {name: features, epochs: 1, learning-rate: 0.05}
              - {name: scaled, trains: classifier, epochs: 1, learning-rate: 0.05, head: cosine, restart-classifier: true, keep: best-on-test}
            post-hoc:
              - {name: adjusted, from: features, adjustments: [temperature, {name: additive, tau: 1}]}
              - {name: stamped, from: scaled, adjustments: [temperature]}
            evaluation: {batch: 5}
            """;

    @TempDir
    private static Path folder;

    private static Path run;
    private static Experiment experiment;
    private static Images images;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model;

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
                run.toString());
        assertThat(code).as(errors.toString()).isZero();
        experiment = Yaml.read(EXPERIMENT);
        images = Images.open(Yaml.CATALOG, experiment, folder);
    }

    @BeforeEach
    void freshName() {
        model = folder.resolve("model-" + System.nanoTime() + ".wbz");
    }

    private int wb(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }

    private Predictor exported(String network) {
        export(network);
        return Predictor.open(model);
    }

    /** Copies the model file of a network to where the test looks for it; it is made once. */
    private void export(String network) {
        try {
            Path made = folder.resolve(network + ".wbz");
            if (!Files.exists(made)) {
                int code = wb("export", run, made, "--network", network);
                assertThat(code).as(err.toString()).isZero();
            }
            Files.copy(made, model, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path png(int image) throws IOException {
        ImageSet set = images.test();
        BufferedImage picture = new BufferedImage(set.width(), set.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < set.height(); y++) {
            for (int x = 0; x < set.width(); x++) {
                int rgb = set.value(image, y, x, 0) << 16 | set.value(image, y, x, 1) << 8 | set.value(image, y, x, 2);
                picture.setRGB(x, y, rgb);
            }
        }
        Path file = folder.resolve("image" + image + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    /** The logits of the evaluation, which tests all images in batches. */
    private static float[][] evaluated(String network) {
        Trained trained = Trained.read(Yaml.CATALOG, experiment, RunDirectory.open(run)).stream()
                .filter(candidate -> candidate.name().equals(network))
                .findFirst()
                .orElseThrow();
        INDArray features = new FixedBatches(images.normalization(), 5)
                .features(InferenceNetwork.of(trained.network()), images.test(), false)
                .features(0);
        return trained.logits(features).toFloatMatrix();
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "scaled", "adjusted", "stamped"})
    void aFileIsGivenTheLogitsOfTheEvaluationBitForBit(String network) throws IOException {
        Predictor predictor = exported(network);
        float[][] expected = evaluated(network);
        for (int image : new int[] {0, 4, images.test().size() - 1}) {
            double[] logits = predictor.logits(Photo.read(png(image)));
            assertThat(logits).as("image %d", image).containsExactly(doubles(expected[image]));
        }
    }

    @Test
    void theEvaluationPredictsByTheseLogits() throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("predictions.csv"));
        int column = Arrays.asList(lines.get(0).split(",", -1)).indexOf("adjusted");
        float[][] expected = evaluated("adjusted");
        Predictor predictor = exported("adjusted");
        for (int image = 0; image < images.test().size(); image++) {
            int predicted = predictor.ranked(doubles(expected[image]), 1).get(0).index();
            assertThat(lines.get(image + 1).split(",", -1)[column]).isEqualTo(Integer.toString(predicted));
        }
    }

    private static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        Arrays.setAll(doubles, c -> row[c]);
        return doubles;
    }

    @Test
    void theLastNetworkIsExportedWithItsStampUnlessAnotherIsNamed() {
        assertThat(wb("export", run, model)).isZero();
        ModelFile read = ModelFile.read(model, Yaml.CATALOG.plugInPackages());
        assertThat(read.card().network()).isEqualTo("stamped");
        assertThat(read.card().stamp())
                .hasValueSatisfying(stamp -> assertThat(stamp).contains("test"));
        assertThat(read.card().classNames()).isEqualTo(images.test().classNames());
        assertThat(read.card().counts()).isEqualTo(images.train().classCounts());
        assertThat(read.card().batch()).isEqualTo(5);
        assertThat(read.card().prior()).isEqualTo(ModelPrior.TRAIN);
        assertThat(read.card().origin().weights()).isEqualTo(Checkpoints.fingerprint(read.network()));
        assertThat(Yaml.read(read.experiment())).isEqualTo(experiment);
        assertThat(exportedAgain("features").card().prior()).isEqualTo(ModelPrior.TRAIN);
        assertThat(exportedAgain("adjusted").card().prior()).isEqualTo(ModelPrior.BALANCED);
        assertThat(out.toString()).contains("The file keeps the stamp of the network");
    }

    private ModelFile exportedAgain(String network) {
        assertThat(wb("export", run, model, "--network", network, "--force")).isZero();
        return ModelFile.read(model, Yaml.CATALOG.plugInPackages());
    }

    @Test
    void whatExportRefusesIsToldInASentence() throws IOException {
        assertThat(wb("export", run, model, "--network", "adjustd")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no network 'adjustd'; did you mean 'adjusted'?");
        assertThat(model).doesNotExist();
        Files.writeString(model, "mine");
        assertThat(wb("export", run, model)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("is already there; name another, or replace it with --force");
        assertThat(model).hasContent("mine");
        assertThat(wb("export", run, folder.resolve("absent").resolve("m.wbz"))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(wb("export", folder.resolve("absent"), model)).isEqualTo(ExitCode.RUN_DIRECTORY);
    }

    @Test
    void theMostProbableClassesArePrinted() throws IOException {
        Predictor predictor = exported("features");
        out.getBuffer().setLength(0);
        Path image = png(1);
        assertThat(wb("predict", model, image, "--top", "2")).isZero();
        List<Prediction> all = predictor.predict(image, 99);
        assertThat(all).hasSize(images.test().classes());
        assertThat(all.stream().mapToDouble(Prediction::probability).sum()).isCloseTo(1, offset(1e-12));
        assertThat(out.toString().lines()).hasSize(3).first().isEqualTo(image.toString());
        assertThat(out.toString())
                .contains(String.format(
                        "%6.2f %%  %s",
                        100 * all.get(0).probability(), all.get(0).className()))
                .contains(all.get(1).className());
    }

    @Test
    void csvHasTheLogits() throws IOException {
        Predictor predictor = exported("features");
        out.getBuffer().setLength(0);
        assertThat(wb("predict", model, png(1), png(2), "--csv", "--top", "100"))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        int classes = images.test().classes();
        assertThat(lines).hasSize(1 + 2 * classes).first().isEqualTo("image,rank,class,name,probability,logit");
        Prediction first = predictor.predict(png(2), 1).get(0);
        assertThat(lines.get(1 + classes))
                .isEqualTo(png(2) + ",1," + first.index() + "," + first.className() + "," + first.probability() + ","
                        + first.logit());
    }

    // The model's prior is train after plain cross-entropy: z + log q - log pi.
    @Test
    void priorsShiftTheLogits() throws IOException {
        export("features");
        double[] own = logits();
        assertThat(logits("--prior", "train")).containsExactly(own, offset(1e-12));
        assertThat(logits("--prior", "balanced", "--model-prior", "balanced")).containsExactly(own, offset(1e-12));
        int[] counts = images.train().classCounts();
        double sum = Arrays.stream(counts).sum();
        double[] balanced = own.clone();
        double[] train = own.clone();
        Arrays.setAll(balanced, c -> own[c] - Math.log(counts[c] / sum) + Math.log(1.0 / counts.length));
        Arrays.setAll(train, c -> own[c] + Math.log(counts[c] / sum) - Math.log(1.0 / counts.length));
        assertThat(logits("--prior", "balanced")).containsExactly(balanced, offset(1e-9));
        assertThat(logits("--prior", "train", "--model-prior", "balanced")).containsExactly(train, offset(1e-9));
        StringBuilder csv = new StringBuilder("class,images\n");
        StringBuilder json = new StringBuilder("{");
        for (int c = 0; c < counts.length; c++) {
            csv.append('"')
                    .append(images.train().classNames().get(c))
                    .append("\", ")
                    .append(counts[c])
                    .append('\n');
            json.append(c == 0 ? "" : ",")
                    .append('"')
                    .append(images.train().classNames().get(c))
                    .append("\":")
                    .append(counts[c] / sum);
        }
        Path file = Files.writeString(folder.resolve("prior.csv"), csv);
        assertThat(logits("--prior", file, "--model-prior", "balanced")).containsExactly(train, offset(1e-9));
        file = Files.writeString(folder.resolve("prior.json"), json + "}");
        assertThat(logits("--prior", file, "--model-prior", "balanced")).containsExactly(train, offset(1e-9));
    }

    private double[] logits(Object... options) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("predict", model, png(3), "--csv", "--top", 100));
        arguments.addAll(List.of(options));
        out.getBuffer().setLength(0);
        assertThat(wb(arguments.toArray())).as(err.toString()).isZero();
        double[] logits = new double[images.test().classes()];
        out.toString()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> logits[Integer.parseInt(cells[2])] = Double.parseDouble(cells[5]));
        return logits;
    }

    @Test
    void aPriorThatCannotBeUsedIsRefused() throws IOException {
        assertPriorRefused("cat,1\n", "class 'dog' has no number, but each needs one above 0");
        assertPriorRefused("cat,0\ndog,1", "class 'cat' has 0.0, but each needs one above 0");
        assertPriorRefused("cat,NaN\ndog,1", "class 'cat' has NaN");
        assertPriorRefused("cats,1\n", "there is no class 'cats'; did you mean 'cat'?");
        assertPriorRefused("cat,1\ncat,2\n", "it names 'cat' twice");
        assertPriorRefused("cat,many\n", "'cat' is not followed by a comma and a number");
        assertPriorRefused("cat", "'cat' is not followed by a comma and a number");
        assertPriorRefused("{\"cat\": 1, \"cat\": 2}", "Duplicate field");
        assertPriorRefused("{\"cat\": true}", "'cat' has no number");
        export("features");
        assertThat(wb("predict", model, png(0), "--prior", folder.resolve("absent.csv")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the prior in " + folder.resolve("absent.csv") + " cannot be read");
    }

    private static void assertPriorRefused(String text, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.csv"), text);
        assertThatThrownBy(() -> PriorFile.read(file, List.of("cat", "dog")))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("the prior in " + file + " cannot be used: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aBadImageAmongOthersIsToldAndTheOthersArePredicted() throws IOException {
        export("stamped");
        out.getBuffer().setLength(0);
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        byte[] whole = Files.readAllBytes(png(0));
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, 60));
        Path absent = folder.resolve("absent.png");
        Path large = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_BYTE_GRAY), "png", large.toFile());
        assertThat(wb("predict", model, absent, text, cut, png(1), large)).isEqualTo(ExitCode.DATA);
        assertThat(err.toString().lines())
                .hasSize(4)
                .contains("wb: there is no image at " + absent)
                .anyMatch(line -> line.startsWith("wb: " + text + " is not an image of a known format"))
                .anyMatch(line -> line.startsWith("wb: " + cut + " is not an image that can be read"))
                .anyMatch(line -> line.startsWith("wb: note: the network carries the stamp"));
        assertThat(out.toString())
                .contains(png(1).toString())
                .contains(large + " (50x40, resized bilinearly to 32x32)");
        assertThat(wb("predict", absent, png(0))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(wb("predict", model, png(0), "--top", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anotherPredictorHasTheFurtherAdjustment() throws IOException {
        Predictor predictor = exported("features");
        double[] shift = new double[images.test().classes()];
        shift[1] = 100;
        LogitAdjustment further =
                new LogitAdjustment(LogitAdjustment.identity(shift.length).scale(), shift);
        assertThat(predictor.with(further).predict(png(0), 1).get(0).index()).isEqualTo(1);
        double[] own = predictor.logits(Photo.read(png(0)));
        assertThat(predictor.with(further).with(further).logits(Photo.read(png(0)))[1])
                .isEqualTo(own[1] + 200);
        assertThatThrownBy(() -> predictor.with(LogitAdjustment.identity(3)))
                .hasMessageContaining("the adjustment is of 3 classes");
        assertThatThrownBy(() -> predictor.predict(png(0), 0)).hasMessageContaining("top is 0");
    }

    private record Part(String name, String content) {}

    private void rewrite(UnaryOperator<List<Part>> change) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(model))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.add(new Part(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1)));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Part part : change.apply(parts)) {
                zip.putNextEntry(new ZipEntry(part.name()));
                zip.write(part.content().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Files.write(model, bytes.toByteArray());
    }

    private void assertRefused(UnaryOperator<List<Part>> change, String reason) throws IOException {
        export("features");
        rewrite(change);
        assertThatThrownBy(() -> Predictor.open(model))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(model + " is not a model file that can be read: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private static UnaryOperator<List<Part>> replacing(int part, String old, String fresh) {
        return parts -> {
            assertThat(parts.get(part).content()).containsPattern(old);
            parts.set(
                    part,
                    new Part(parts.get(part).name(), parts.get(part).content().replaceFirst(old, fresh)));
            return parts;
        };
    }

    @Test
    void aChangedModelFileIsRefused() throws IOException {
        assertRefused(replacing(0, "1", "2"), "its format is '2', but this wb reads format 1");
        assertRefused(replacing(1, "\"batch\" : 5", "\"batch\" : 0"), "its batch is of 0 images");
        assertRefused(replacing(1, "\"batch\" : 5", "\"batch\" : 5, \"batch\" : 6"), "Duplicate field 'batch'");
        assertRefused(replacing(1, "\"batch\"", "\"botch\""), "its model.json has no 'batch' of the right type");
        assertRefused(replacing(1, "\"features\"", "\"fea\\\\u001btures\""), "a character that is not printed");
        assertRefused(replacing(1, "\"height\" : 32", "\"height\" : 99999"), "its images are 99999x32");
        assertRefused(replacing(1, "\"prior\" : \"train\"", "\"prior\" : \"rain\""), "its 'prior' is 'rain'");
        assertRefused(replacing(1, "\"weights\" : \"..", "\"weights\" : \"zz"), "its weights are not those");
        assertRefused(
                parts -> {
                    parts.add(new Part("../evil", "x"));
                    return parts;
                },
                "it holds '../evil', which is no part of a model file");
        assertRefused(
                parts -> {
                    parts.remove(2);
                    return parts;
                },
                "it holds 'network.zip' where 'experiment.yaml' belongs");
        assertRefused(
                parts -> {
                    parts.set(3, new Part("network.zip", "no zip"));
                    return parts;
                },
                "the network is not a network that can be read: it holds nothing where 'configuration.json' belongs");
    }
}
