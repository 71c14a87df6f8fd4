package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DescribeTest {

    private final Describe describe = new Describe(Yaml.CATALOG);

    @Test
    void componentsAreDescribed() {
        assertThat(describe.of("max-norm")).isEqualTo("""
                        max-norm (regularizer): Scales each unit's weights back onto a ball whenever they leave it.

                          radius: number, above 0; optional
                              Radius of the ball in units of the norm; give this or fraction.
                          fraction: number, at least 0; optional
                              Radius as a place between the smallest (0) and the largest (1) norm of the units when the stage starts; give this or radius.
                          p: number, at least 1; default 2
                              Order of the norm: 1, 2 or .inf.
                          on: text; default classifier/weights
                              Parameters projected: all, weights, biases, a layer such as classifier, classifier/weights or classifier/biases.

                        Example: {name: max-norm, fraction: 0.1}
                        """);
        assertThat(describe.of("instance")).isEqualTo("""
                        instance (sampler): Shows every image once per epoch, in random order.

                        Example: instance
                        """);
    }

    @Test
    void kindsListTheirComponents() {
        assertThat(describe.of("sampler")).isEqualTo("""
                        sampler:
                          class-balanced  Draws a class, then one of its images, uniformly and with replacement.
                          instance        Shows every image once per epoch, in random order.
                        """);
        assertThat(describe.overview())
                .contains("source:\n  cifar-10 ", "\nloss:\n", "\nregularizer:\n  l2-normalization ");
    }

    @Test
    void theExperimentIsDescribed() throws IOException {
        try (var golden = getClass().getResourceAsStream("/golden/experiment.txt")) {
            assertThat(describe.of("experiment")).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
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
        assertThat(read).isGreaterThanOrEqualTo(17);
    }

    @Test
    void unknownNamesGetTheNearest() {
        assertThatThrownBy(() -> describe.of("maxnorm"))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith(
                        "nothing is called 'maxnorm'; did you mean 'max-norm'? known: augmentation, cifar-10, ");
    }
}
