package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.CatalogModule;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.search.MedianPruner;
import org.weightbalancing.app.search.Pruner;
import org.weightbalancing.app.search.RandomGenerator;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.setting.Setting;

/** Generators and prunings are components, of plug-ins too. */
final class SearchComponentsTest {

    private static Search search(String generator) {
        return Searches.read(Searches.SMALLEST.replace("trials: 9", "trials: 99") + "generator: " + generator + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "random, RandomGenerator",
        "grid, GridGenerator",
        "sobol, SobolGenerator",
        "genetic, GeneticGenerator",
        "tpe, TpeGenerator",
        "successive-halving, SuccessiveHalvingGenerator",
        "asha, AshaGenerator"
    })
    void everyGeneratorIsMade(String name, String type) {
        StudyGenerator generator = search(name).newGenerator(Yaml.CATALOG);
        assertThat(generator.getClass().getSimpleName()).isEqualTo(type);
        assertThat(generator.hasMoreCandidates()).isTrue();
    }

    @Test
    void theLargestBudgetIsTheEpochsOfTheMeasuredStage() {
        Search search = search("{name: asha, smallest: 2}");
        Object budget = search.newGenerator(Yaml.CATALOG)
                .getCandidate()
                .getDataParameters()
                .get(StudyGenerator.BUDGET);
        assertThat(budget).isEqualTo(2);
        assertThat(search("{name: successive-halving, smallest: 5, factor: 2, configurations: 4}")
                        .measured()
                        .epochs())
                .isEqualTo(10);
    }

    @Test
    void seedsDecideWhatIsProposed() {
        Search search = search("random");
        Search other = Searches.read(Searches.SMALLEST + "generator: random\nseed: 1\n");
        double[] first = search.newGenerator(Yaml.CATALOG).getCandidate().getFlatParameters();
        assertThat(search.newGenerator(Yaml.CATALOG).getCandidate().getFlatParameters())
                .isEqualTo(first);
        assertThat(other.newGenerator(Yaml.CATALOG).getCandidate().getFlatParameters())
                .isNotEqualTo(first);
    }

    @Test
    void prunersAreMade() {
        assertThat(Searches.read(Searches.SMALLEST + "pruning: {name: median, trials: 7, steps: 2}\n")
                        .newPruner(Yaml.CATALOG))
                .isEqualTo(new MedianPruner(7, 2));
        Pruner none = Searches.read(Searches.SMALLEST).newPruner(Yaml.CATALOG);
        assertThat(none).isNotInstanceOf(MedianPruner.class);
    }

    @Test
    void plugInsAddGenerators() {
        Catalog catalog = Catalog.of(List.of(new CatalogModule(), new PlugIn()));
        SearchFile files = new SearchFile(catalog);
        Search search =
                files.parse("s.yaml", Searches.SMALLEST + "generator: {name: other, from: 5}\n", Path.of("nowhere"));
        assertThat(search.generator()).isEqualTo(new Other(5));
        assertThat(search.newGenerator(catalog)).isInstanceOf(RandomGenerator.class);
        assertThat(files.parse("s.yaml", files.write(search), Path.of("nowhere")))
                .isEqualTo(search);
        assertThat(new Describe(catalog).of("other")).startsWith("other (generator): Random from a seed on.\n");
        assertThat(SearchSchema.of(catalog)).contains("\"generator.other\"");
    }

    /** Settings of a generator that a plug-in adds. */
    public record Other(
            @Setting(doc = "The seed.", byDefault = "2", min = 1)
            int from) implements GeneratorSettings {}

    private static final class PlugIn extends AbstractModule {
        @Override
        protected void configure() {
            CatalogModule.generators(binder())
                    .addBinding("other")
                    .toInstance(Component.of(
                            Other.class,
                            "Random from a seed on.",
                            settings ->
                                    (space, goal, epochs, seed) -> new RandomGenerator(space, settings.from() + seed)));
        }
    }
}
