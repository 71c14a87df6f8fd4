package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.weightbalancing.app.experiment.ConstraintSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.ObjectiveSettings;
import org.weightbalancing.app.experiment.PruningSettings;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Condition;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.eval.Metric;

final class SearchFileLawsTest {

    private static final Experiment BASE = Searches.read(Searches.SMALLEST).base();

    @Property(seed = "1", tries = 60)
    void whatIsWrittenReadsBackEqualAndIsValid(@ForAll("searches") Search search) {
        String text = Searches.FILES.write(search);
        Search read = Searches.read(text);
        assertThat(read).isEqualTo(search);
        assertThat(Searches.FILES.write(read)).isEqualTo(text);
        assertThat(Schemas.searchFaults(text)).isEmpty();
    }

    /** The parameters of any point make an experiment by the changes that they say. */
    @Property(seed = "1", tries = 60)
    void trialsAreTheBaseWithTheirChanges(
            @ForAll("searches") Search search, @ForAll("coordinates") List<Double> coordinates) {
        var parameters = search.space()
                .at(coordinates.subList(0, search.space().dimensions().size()));
        String base = Yaml.FILES.write(search.base());
        List<String> changes = search.changes(parameters);
        assertThat(changes).hasSameSizeAs(parameters.values().keySet());
        assertThat(search.experiment(parameters, Yaml.CATALOG)).isEqualTo(Yaml.FILES.parse("base", base, changes));
    }

    @Provide
    Arbitrary<List<Double>> coordinates() {
        return Arbitraries.doubles().between(0, true, 1, false).list().ofSize(7);
    }

    @Provide
    Arbitrary<Search> searches() {
        Arbitrary<GeneratorSettings> generators = Arbitraries.of(
                new GeneratorSettings.Random(),
                new GeneratorSettings.Grid(2, true),
                new GeneratorSettings.Sobol(),
                new GeneratorSettings.Genetic(4),
                new GeneratorSettings.Tpe(1, 7, 0.25),
                new GeneratorSettings.Asha(2, 5));
        Arbitrary<PruningSettings> prunings =
                Arbitraries.of(new PruningSettings.None(), new PruningSettings.Median(3, 9));
        Arbitrary<Double> minutes =
                Arbitraries.oneOf(Arbitraries.doubles().between(0.01, 1e6), Arbitraries.just(Double.POSITIVE_INFINITY));
        Arbitrary<SearchBudget> budgets = Combinators.combine(
                        Arbitraries.integers().between(1, 1_000_000),
                        minutes,
                        minutes,
                        Arbitraries.integers().between(1, 100))
                .as(SearchBudget::new);
        return Combinators.combine(spaces(), objectives(), generators, prunings, budgets, Arbitraries.longs())
                .as((space, objective, generator, pruning, budget, seed) ->
                        new Search("on", BASE, objective, space, generator, pruning, budget, seed));
    }

    private static Arbitrary<ObjectiveSettings> objectives() {
        Arbitrary<ConstraintSettings> constraints = Combinators.combine(
                        Arbitraries.of(Metric.class),
                        Arbitraries.doubles().between(0, 0.5),
                        Arbitraries.doubles().between(0.5, 1),
                        Arbitraries.integers().between(0, 2))
                .as((metric, low, high, which) ->
                        new ConstraintSettings(metric, which == 0 ? Double.NaN : low, which == 1 ? Double.NaN : high));
        return Combinators.combine(
                        Arbitraries.of(Metric.class),
                        Arbitraries.of(ObjectiveSettings.Direction.MAXIMISE, ObjectiveSettings.Direction.MINIMISE),
                        constraints.list().ofMaxSize(2))
                .as((metric, goal, bounds) -> new ObjectiveSettings("balance", metric, goal, bounds));
    }

    private static Arbitrary<SearchSpace> spaces() {
        Map<String, Object> focal = new LinkedHashMap<>();
        focal.put("name", "focal");
        focal.put("gamma", 0.5);
        Arbitrary<Domain> rates = Combinators.combine(
                        Arbitraries.doubles().between(1e-9, 0.1).ofScale(12),
                        Arbitraries.doubles().between(0.2, 1e6))
                .as(LogUniform::new);
        Arbitrary<Domain> momenta = Combinators.combine(
                        Arbitraries.doubles().between(0, 0.4),
                        Arbitraries.doubles().between(0.5, 0.99))
                .as(Uniform::new);
        Arbitrary<Domain> batches = Combinators.combine(
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(101, 65_536))
                .as(IntegerRange::new);
        Arbitrary<Domain> samplers = Arbitraries.of("instance", "class-balanced", "square-root", "progressive")
                .map(Object.class::cast)
                .set()
                .ofMinSize(2)
                .map(options -> new Choice(List.copyOf(options)));
        return Combinators.combine(rates, momenta, batches, samplers, Arbitraries.of(true, false))
                .as((rate, momentum, batch, sampler, conditional) -> {
                    List<Dimension> dimensions = new ArrayList<>();
                    dimensions.add(Dimension.of("stages.balance.learning-rate", rate));
                    dimensions.add(Dimension.of("stages[1].momentum", momentum));
                    dimensions.add(Dimension.of("stages.balance.batch", batch));
                    dimensions.add(Dimension.of("stages.balance.sampler", sampler));
                    if (conditional) {
                        dimensions.add(Dimension.of("stages.balance.loss", Choice.of("cross-entropy", focal)));
                        dimensions.add(new Dimension(
                                "stages.balance.loss.gamma",
                                new Uniform(0, 3.5),
                                Optional.of(new Condition("stages.balance.loss", List.of(focal)))));
                        dimensions.add(Dimension.of("stages.features.restart-classifier", Choice.of(true, false)));
                    }
                    return new SearchSpace(dimensions);
                });
    }
}
