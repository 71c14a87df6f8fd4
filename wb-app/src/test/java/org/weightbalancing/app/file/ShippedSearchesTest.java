package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.search.Parameters;

/** The search files in the folder experiments/search. */
final class ShippedSearchesTest {

    private static final Path FOLDER = Path.of("experiments", "search");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileReadsAndIsNamedAsItsSearch(Path file) {
        Search search = Searches.FILES.read(file);
        assertThat(file.getFileName()).hasToString(search.name() + ".yaml");
        assertThat(Searches.read(Searches.FILES.write(search))).isEqualTo(search);
        assertThat(search.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsValidInTheSchema(Path file) throws IOException {
        assertThat(Schemas.searchFaults(Files.readString(file))).isEmpty();
        assertThat(Schemas.searchFaults(Searches.FILES.write(Searches.FILES.read(file))))
                .isEmpty();
    }

    /** What is tried when a file is read is enough here: no trial is refused. */
    @ParameterizedTest
    @MethodSource("files")
    void everyTrialIsAnExperiment(Path file) {
        Search search = Searches.FILES.read(file);
        Random random = new Random(5);
        for (int trial = 0; trial < 20; trial++) {
            List<Double> point = new ArrayList<>();
            search.space().dimensions().forEach(dimension -> point.add(random.nextDouble()));
            Parameters parameters = search.space().at(point);
            Experiment experiment = search.experiment(parameters, Yaml.CATALOG);
            assertThat(experiment.stages().subList(0, search.stem()))
                    .isEqualTo(search.base().stages().subList(0, search.stem()));
            assertThat(experiment).isNotEqualTo(search.base());
        }
    }

    @Test
    void theHeadIsSearchedOnFeaturesThatAreTrainedOnce() {
        Search head = Searches.FILES.read(FOLDER.resolve("head_cifar100lt-100.yaml"));
        assertThat(head.stem()).isEqualTo(1);
        assertThat(head.measured().epochs()).isEqualTo(10);
        assertThat(head.measured().input()).isEqualTo(StageSettings.Input.CACHED_FEATURES);
        assertThat(head.base().data().validation()).isEqualTo(0.2);
        assertThat(head.budget().trials()).isEqualTo(1000);
        assertThat(head.generator()).isInstanceOf(GeneratorSettings.Tpe.class);
    }

    /** The laboratory's head search and its rival share the network, the images and what they are judged by. */
    @Test
    void tauIsARivalOfTheHeadOnTheSameFeatures() {
        Search head = Searches.FILES.read(FOLDER.resolve("head_cifar100lt-100.yaml"));
        Search tau = Searches.FILES.read(FOLDER.resolve("tau_cifar100lt-100.yaml"));
        assertThat(tau.stem()).isEqualTo(2);
        assertThat(tau.needed(Yaml.CATALOG)).containsExactlyInAnyOrder("features", "tau-normalization");
        assertThat(head.needed(Yaml.CATALOG)).containsExactlyInAnyOrder("features", "balance");
        assertThat(tau.base().stages().get(0)).isEqualTo(head.base().stages().get(0));
        assertThat(tau.base().data()).isEqualTo(head.base().data());
        assertThat(tau.base().seed()).isEqualTo(head.base().seed());
        assertThat(tau.objective().metric()).isEqualTo(head.objective().metric());
        assertThat(tau.generator()).isEqualTo(new GeneratorSettings.Grid(41, false));
        assertThat(tau.budget().trials()).isEqualTo(41);
    }

    @Test
    void decayAndTauAreSearchedOnDrawnImages() {
        Search decay = Searches.FILES.read(FOLDER.resolve("decay_drawn.yaml"));
        assertThat(decay.stem()).isZero();
        assertThat(decay.generator()).isEqualTo(new GeneratorSettings.Asha(10, 3));
        Search tau = Searches.FILES.read(FOLDER.resolve("tau_drawn.yaml"));
        assertThat(tau.stem()).isEqualTo(1);
        assertThat(tau.measured().name()).isEqualTo("features");
        assertThat(tau.generator()).isInstanceOf(GeneratorSettings.Grid.class);
    }
}
