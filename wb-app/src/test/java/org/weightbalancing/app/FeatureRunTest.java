package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.data.InstanceSampler;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Seeds;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.CrossEntropy;

/** From the features of another program to a run on them. */
class FeatureRunTest {

    @TempDir
    private static Path folder;

    private static ImportedFeatures imported;
    private static Path run;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void importAndTrain() throws IOException {
        imported = ImportedFeatures.in(folder);
        run = folder.resolve("run");
        Path file = Files.writeString(folder.resolve("on-features.yaml"), imported.text());
        StringWriter err = new StringWriter();
        assertThat(ImportedFeatures.wb(new StringWriter(), err, "train", file, "-o", run, "--quiet"))
                .as(err.toString())
                .isZero();
    }

    private int wb(Object... arguments) {
        return ImportedFeatures.wb(out, err, arguments);
    }

    /** The same classifier, trained by the library alone on the rows that the files were made of. */
    @Test
    void theRunTrainsTheClassifierThatTheLibraryTrainsOnTheseRows() throws IOException {
        Seeds seeds = new Seeds(3);
        FeatureBank bank = FeatureBank.of(imported.trainRows(), imported.trainLabels(), 3);
        ComputationGraph classifier =
                Classifiers.linear(ImportedFeatures.DIMENSION, 3, new CrossEntropy(), seeds.stream("initialization"));
        InstanceSampler sampler = new InstanceSampler();
        FeatureBatches batches = new FeatureBatches(
                bank, 8, epoch -> sampler.order(imported.trainLabels(), 3, seeds.stream("order"), epoch));
        Stage stage = new Stage(
                "plain",
                3,
                new CosineSchedule(0.1, 3, 0, Timing.AFTER_EPOCH),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST);
        new Trainer().fit(classifier, stage, batches, Validation.none(), List.of());
        INDArray expected = Classifiers.logits(
                classifier,
                Nd4j.createFromArray(imported.testRows())
                        .reshape(imported.testRows().length / ImportedFeatures.DIMENSION, ImportedFeatures.DIMENSION));
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
        assertThat(err.toString()).contains("the run is on features already, of " + imported.folder());
    }
}
