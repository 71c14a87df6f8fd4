package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.feature.FixedBatches;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.training.Trained;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.InferenceNetwork;

/** A run of every kind of network, and the model files that are exported from it. */
final class ExportedRun {

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

    private final Path folder;
    private final Path run;
    private final Experiment experiment = Yaml.read(EXPERIMENT);
    private final Images images;

    private ExportedRun(Path folder) throws IOException {
        this.folder = folder;
        this.run = folder.resolve("run");
        this.images = Images.open(Yaml.CATALOG, experiment, folder);
        Path file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
        StringWriter err = new StringWriter();
        assertThat(wb(new StringWriter(), err, "train", file, "-o", run))
                .as(err.toString())
                .isZero();
    }

    /** Trains it. */
    static ExportedRun in(Path folder) throws IOException {
        return new ExportedRun(folder);
    }

    Path path() {
        return run;
    }

    Experiment experiment() {
        return experiment;
    }

    Images images() {
        return images;
    }

    /** Runs wb and gives what it exits with. */
    static int wb(StringWriter out, StringWriter err, Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }

    /** Copies the model file of a network to a path; it is made once. */
    void export(String network, Path model) {
        try {
            Path made = folder.resolve(network + ".wbz");
            if (!Files.exists(made)) {
                StringWriter err = new StringWriter();
                assertThat(wb(new StringWriter(), err, "export", run, made, "--network", network))
                        .as(err.toString())
                        .isZero();
            }
            Files.copy(made, model, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test image as a file. */
    Path png(int image) throws IOException {
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
    float[][] evaluated(String network) {
        Trained trained = Trained.read(Yaml.CATALOG, experiment, RunDirectory.open(run)).stream()
                .filter(candidate -> candidate.name().equals(network))
                .findFirst()
                .orElseThrow();
        INDArray features = new FixedBatches(images.normalization(), 5)
                .features(InferenceNetwork.of(trained.network()), images.test(), false)
                .features(0);
        return trained.logits(features).toFloatMatrix();
    }
}
