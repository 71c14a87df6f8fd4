package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.image.Photo;
import org.weightbalancing.app.predict.ModelFile;
import org.weightbalancing.app.predict.ModelPrior;
import org.weightbalancing.app.predict.Predictor;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.model.Checkpoints;

/** From a run to its model file to predictions. */
class PredictorTest {

    @TempDir
    private static Path folder;

    private static ExportedRun run;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model;

    @BeforeAll
    static void runOnce() throws IOException {
        run = ExportedRun.in(folder);
    }

    @BeforeEach
    void freshName() {
        model = folder.resolve("model-" + System.nanoTime() + ".wbz");
    }

    private int wb(Object... arguments) {
        return ExportedRun.wb(out, err, arguments);
    }

    private Predictor exported(String network) {
        run.export(network, model);
        return Predictor.open(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "scaled", "adjusted", "stamped"})
    void aFileIsGivenTheLogitsOfTheEvaluationBitForBit(String network) throws IOException {
        Predictor predictor = exported(network);
        float[][] expected = run.evaluated(network);
        for (int image : new int[] {0, 4, run.images().test().size() - 1}) {
            double[] logits = predictor.logits(Photo.read(run.png(image)));
            assertThat(logits).as("image %d", image).containsExactly(doubles(expected[image]));
        }
    }

    @Test
    void theEvaluationPredictsByTheseLogits() throws IOException {
        List<String> lines = Files.readAllLines(run.path().resolve("predictions.csv"));
        int column = Arrays.asList(lines.get(0).split(",", -1)).indexOf("adjusted");
        float[][] expected = run.evaluated("adjusted");
        Predictor predictor = exported("adjusted");
        for (int image = 0; image < run.images().test().size(); image++) {
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
        assertThat(wb("export", run.path(), model)).isZero();
        ModelFile read = ModelFile.read(model, Yaml.CATALOG.plugInPackages());
        assertThat(read.card().network()).isEqualTo("stamped");
        assertThat(read.card().stamp())
                .hasValueSatisfying(stamp -> assertThat(stamp).contains("test"));
        assertThat(read.card().classNames()).isEqualTo(run.images().test().classNames());
        assertThat(read.card().counts()).isEqualTo(run.images().train().classCounts());
        assertThat(read.card().batch()).isEqualTo(5);
        assertThat(read.card().prior()).isEqualTo(ModelPrior.TRAIN);
        assertThat(read.card().origin().weights()).isEqualTo(Checkpoints.fingerprint(read.network()));
        assertThat(Yaml.read(read.experiment())).isEqualTo(run.experiment());
        assertThat(exportedAgain("features").card().prior()).isEqualTo(ModelPrior.TRAIN);
        assertThat(exportedAgain("adjusted").card().prior()).isEqualTo(ModelPrior.BALANCED);
        assertThat(out.toString()).contains("The file keeps the stamp of the network");
    }

    private ModelFile exportedAgain(String network) {
        assertThat(wb("export", run.path(), model, "--network", network, "--force"))
                .isZero();
        return ModelFile.read(model, Yaml.CATALOG.plugInPackages());
    }

    @Test
    void anotherPredictorHasTheFurtherAdjustment() throws IOException {
        Predictor predictor = exported("features");
        double[] shift = new double[run.images().test().classes()];
        shift[1] = 100;
        LogitAdjustment further =
                new LogitAdjustment(LogitAdjustment.identity(shift.length).scale(), shift);
        assertThat(predictor.with(further).predict(run.png(0), 1).get(0).index())
                .isEqualTo(1);
        double[] own = predictor.logits(Photo.read(run.png(0)));
        assertThat(predictor.with(further).with(further).logits(Photo.read(run.png(0)))[1])
                .isEqualTo(own[1] + 200);
        assertThatThrownBy(() -> predictor.with(LogitAdjustment.identity(3)))
                .hasMessageContaining("the adjustment is of 3 classes");
        assertThatThrownBy(() -> predictor.predict(run.png(0), 0)).hasMessageContaining("top is 0");
    }
}
