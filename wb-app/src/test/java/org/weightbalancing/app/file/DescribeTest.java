package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlReader;

final class DescribeTest {

    private final Describe describe = new Describe(Yaml.CATALOG);

    @Test
    void componentsAreDescribed() {
        assertThat(describe.of("tau-normalization")).isEqualTo("""
                        tau-normalization (regularizer): Divides each unit's weights by a power of their norm.
                          Formula: w_c / |w_c|^tau
                          Source: Kang et al., ICLR 2020

                          tau: number, at least 0; required
                              Power of the norm by which weights are divided: 0 changes nothing, 1 is L2 normalisation.
                          bias: one of keep, zero, scale; default keep
                              What happens to the biases: keep (the published code), zero, or scale by the factor of the weights.
                          on: text; default classifier/weights
                              Parameters acted on: all, weights (of convolutions and the classifier), biases, batch-norm, a layer such as classifier, classifier/weights or classifier/biases.

                        Example: {name: tau-normalization, tau: 1.9, bias: keep}
                        """);
        assertThat(describe.of("balanced-softmax")).isEqualTo("""
                        balanced-softmax (loss): Cross-entropy on logits shifted by the log of the class counts.
                          Formula: CE(z_c + log n_c)
                          Source: Ren et al., NeurIPS 2020

                        Example: balanced-softmax
                        """);
        assertThat(describe.of("ldam"))
                .contains(
                        "\n  Needs: labels that are class ids, hence no mixing and no teacher; logits that are cosines,"
                                + " hence a cosine head of scale 1\n");
    }

    @Test
    void namesOfSeveralKindsAreDescribedForEach() {
        assertThat(describe.of("vector-scaling"))
                .contains("vector-scaling (loss): ")
                .contains("\n\nvector-scaling (adjustment): ");
    }

    @Test
    void allDescribesEveryComponentOnce() {
        String all = describe.all();
        assertThat(all)
                .startsWith(describe.experiment() + "\n" + describe.search())
                .contains("feature-norm: ", "restart-classifier: ");
        int described = 0;
        for (Class<?> kind : Yaml.CATALOG.kinds()) {
            for (String name : Yaml.CATALOG.components(kind).keySet()) {
                assertThat(all.lines())
                        .filteredOn(line -> line.startsWith(name + " (" + SettingType.kindName(kind) + "): "))
                        .hasSize(1);
                described++;
            }
        }
        assertThat(all.lines().filter(line -> line.startsWith("Example: "))).hasSize(described);
    }

    @Test
    void everyMethodOfTheLiteratureHasItsFormula() {
        for (Class<?> kind : List.of(LossSettings.class, RegularizerSettings.class, AdjustmentSettings.class)) {
            Yaml.CATALOG.components(kind).forEach((name, component) -> assertThat(component.formula())
                    .as(name)
                    .isNotBlank());
        }
    }

    @Test
    void kindsListTheirComponents() {
        assertThat(describe.of("augmentation")).isEqualTo("""
                        augmentation:
                          horizontal-flip  Exchanges left and right at random.
                          pad-crop         Pads the image on all sides and crops its size at a random place.
                        """);
        assertThat(describe.overview())
                .contains("source:\n  cifar-10 ", "\nloss:\n", "\nregularizer:\n  decoupled-weight-decay ");
    }

    @Test
    void theExperimentIsDescribed() throws IOException {
        try (var golden = getClass().getResourceAsStream("/golden/experiment.txt")) {
            assertThat(describe.of("experiment")).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theSearchIsDescribed() throws IOException {
        try (var golden = getClass().getResourceAsStream("/golden/search.txt")) {
            assertThat(describe.of("search")).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theExampleOfTheSearchReads() {
        String example = String.join("\n", SettingExample.block(SearchKeys.class));
        Search search = Searches.FILES.parse("example", example, Path.of("experiments"));
        assertThat(search.name()).isEqualTo("balance");
        assertThat(Schemas.searchFaults(example)).isEmpty();
    }

    @Test
    void theExampleOfTheExperimentReads() {
        String example = String.join("\n", SettingExample.block(Experiment.class));
        assertThat(Yaml.read(example).name()).isEqualTo("cifar100lt-100_resnet32");
    }

    @Test
    void theExampleOfEveryComponentReads() {
        int read = 0;
        for (Class<?> kind : Yaml.CATALOG.kinds()) {
            for (var entry : Yaml.CATALOG.components(kind).entrySet()) {
                String example = SettingExample.flow(entry.getKey(), entry.getValue());
                List<Problem> problems = new ArrayList<>();
                YamlNode node = YamlReader.value(Where.of(entry.getKey()), example, problems)
                        .orElseThrow();
                SettingType.Part part = (SettingType.Part) SettingType.of(kind);
                assertThat(new SettingBinder(Yaml.CATALOG, problems).component(part, node, SettingPath.ROOT))
                        .as(example)
                        .isPresent();
                read++;
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(66);
    }

    @Test
    void unknownNamesGetTheNearest() {
        assertThatThrownBy(() -> describe.of("maxnorm"))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith(
                        "nothing is called 'maxnorm'; did you mean 'max-norm'? known: additive, adjustment, asha, augmentation,");
    }
}
