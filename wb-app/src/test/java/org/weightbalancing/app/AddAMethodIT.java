package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;

/** The methods of somebody else, by the commands of docs/add-a-method.md. */
final class AddAMethodIT {
    private static Path project;
    private static JavaProcess.Result run;

    @BeforeAll
    static void useIt() throws IOException, InterruptedException {
        List<Document.Block> commands = Document.read("add-a-method.md").blocks("sh");
        assertThat(commands).hasSize(1);
        OutsideProject methods = OutsideProject.of("add-a-method");
        project = methods.folder();
        run = methods.run(commands.get(0).code());
        assertThat(run.exit()).as(run.toString()).isZero();
    }

    @Test
    void bothAreDescribed() {
        assertThat(run.out())
                .contains("poly (loss): Poly-1 loss.", "Formula: -log p_y + ", "Source: Leng et al., ")
                .contains("epsilon: number, at least -1; default 1")
                .contains("min-norm (regularizer): Scales ", "floor: number, at least 0; required");
    }

    @Test
    void anExperimentTrainsWithTheLoss() throws IOException {
        // Untrained, cross-entropy is about ln 20 = 3.0 and p_y about 1/20: 3.0 + 2 (1 - 1/20) = 4.9.
        List<String> epochs = Files.readAllLines(project.resolve("run/epochs.csv"));
        assertThat(epochs).hasSize(3);
        assertThat(Double.parseDouble(epochs.get(1).split(",", -1)[3])).isCloseTo(4.9, within(0.5));
    }

    @Test
    void noUnitIsBelowTheFloorAndSomeAreOnIt() throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(project.resolve("run/report.json").toFile());
        double least = StreamSupport.stream(
                        report.at("/methods/0/classifier-norms").spliterator(), false)
                .map(JsonNode::doubleValue)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(least).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void theRunNamesTheJarOfItsMethods() throws IOException {
        JsonNode plugIn = new ObjectMapper()
                .readTree(project.resolve("run/provenance.json").toFile())
                .at("/plug-ins/0");
        assertThat(plugIn.path("module").asText()).isEqualTo("my.methods.Bindings");
        assertThat(plugIn.path("file").asText()).endsWith("my-methods-1.jar");
        assertThat(plugIn.path("sha256").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void theNetworkIsReadWithItsLoss() {
        String table = run.out().substring(run.out().lastIndexOf("           accuracy on test"));
        assertThat(run.out()).containsSubsequence(table, "Everything is in ", table);
    }

    @Test
    void onTheClassPathTheLossIsFoundAndItsGradientIsRight() throws IOException {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {project.resolve("target/my-methods-1.jar").toUri().toURL()})) {
            ILossFunction loss = loss(loader);
            assertThat(loss.name()).isEqualTo("PolyLoss[epsilon=2.0]");
            INDArray labels = Nd4j.createFromArray(new double[][] {{0, 1, 0}, {0.75, 0, 0.25}});
            INDArray logits = Nd4j.createFromArray(new double[][] {{0.5, -1, 2}, {1, 0, -3}});
            IActivation identity = new ActivationIdentity();
            INDArray mask = Nd4j.createFromArray(new double[][] {{1}, {1}});
            INDArray gradient = loss.computeGradient(labels, logits, identity, mask);
            for (int i = 0; i < logits.length(); i++) {
                INDArray step = Nd4j.zeros(DataType.DOUBLE, 2, 3).putScalar(i, 1e-5);
                double rise = loss.computeScore(labels, logits.add(step), identity, mask, false)
                        - loss.computeScore(labels, logits.sub(step), identity, mask, false);
                assertThat(gradient.getDouble(i)).isCloseTo(rise / 2e-5, within(1e-8));
            }
        }
    }

    private static ILossFunction loss(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Catalog catalog = Catalog.load();
            Experiment experiment = new ExperimentFile(catalog)
                    .read(project.resolve("tiny.yaml"), List.of("stages.features.loss={name: poly, epsilon: 2}"));
            return catalog.create(experiment.stages().get(0).loss()).create(new int[] {3, 2, 1});
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
