package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.predict.ModelPrior;

/** The page docs/predict.md. */
class PredictDocumentTest {

    @TempDir
    private Path folder;

    @Test
    void theJavaOfThePageCompiles() throws IOException {
        String code = Document.read("predict.md").blocks("java").get(0).code();
        Path source = Files.writeString(folder.resolve("Predict.java"), code);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
        assertThat(result).isZero();
        assertThat(folder.resolve("Predict.class")).exists();
    }

    // What the page says of --model-prior.
    @ParameterizedTest
    @CsvSource({
        "stages.features.epochs=3, features, TRAIN",
        "stages.features.loss=balanced-softmax, features, BALANCED",
        "stages.features.sampler=class-balanced, features, BALANCED",
        "'post-hoc=[{name: t, from: features, adjustments: [{name: additive}]}]', t, BALANCED"
    })
    void theModelsPriorFollowsFromLossAndSampler(String change, String network, ModelPrior prior) {
        assertThat(ModelPrior.of(Yaml.read(Yaml.SMALLEST, change), network)).isEqualTo(prior);
    }

    @Test
    void aTemperatureLeavesTheModelsPrior() {
        Experiment calibrated = Yaml.read(
                Yaml.SMALLEST,
                "data.validation=0.1",
                "post-hoc=[{name: t, from: features, adjustments: [temperature]},"
                        + " {name: u, from: features, adjustments: [temperature, {name: additive}]}]");
        assertThat(ModelPrior.of(calibrated, "t")).isEqualTo(ModelPrior.TRAIN);
        assertThat(ModelPrior.of(calibrated, "u")).isEqualTo(ModelPrior.BALANCED);
    }
}
