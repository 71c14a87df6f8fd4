package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.search.AshaGenerator;
import org.weightbalancing.app.search.GeneticGenerator;
import org.weightbalancing.app.search.GridGenerator;
import org.weightbalancing.app.search.RandomGenerator;
import org.weightbalancing.app.search.SobolGenerator;
import org.weightbalancing.app.search.SuccessiveHalvingGenerator;
import org.weightbalancing.app.search.TpeGenerator;
import org.weightbalancing.app.search.TpeSettings;

/** Binds the names of the built-in generators. */
final class GeneratorBindings {

    private GeneratorBindings() {}

    static void bind(MapBinder<String, Component<GeneratorSettings.Factory>> generators) {
        bindDrawn(generators);
        bindLearned(generators);
        bindHalving(generators);
    }

    private static void bindDrawn(MapBinder<String, Component<GeneratorSettings.Factory>> generators) {
        generators
                .addBinding("random")
                .toInstance(Component.<GeneratorSettings.Factory, GeneratorSettings.Random>of(
                                GeneratorSettings.Random.class,
                                "Independent draws from the space.",
                                settings -> (space, goal, epochs, seed) -> new RandomGenerator(space, seed))
                        .source("Bergstra and Bengio, JMLR 2012"));
        generators
                .addBinding("grid")
                .toInstance(Component.of(
                        GeneratorSettings.Grid.class,
                        "Every combination of evenly spaced values, then the search ends.",
                        settings -> (space, goal, epochs, seed) ->
                                new GridGenerator(space, settings.points(), settings.shuffled(), seed)));
        generators
                .addBinding("sobol")
                .toInstance(Component.<GeneratorSettings.Factory, GeneratorSettings.Sobol>of(
                                GeneratorSettings.Sobol.class,
                                "A scrambled Sobol sequence, which covers the space more evenly than random draws.",
                                settings -> (space, goal, epochs, seed) -> new SobolGenerator(space, seed))
                        .source("Sobol, 1967; Owen, 1995; Joe and Kuo, SIAM J. Sci. Comput. 2008"));
    }

    private static void bindLearned(MapBinder<String, Component<GeneratorSettings.Factory>> generators) {
        generators
                .addBinding("genetic")
                .toInstance(Component.of(
                        GeneratorSettings.Genetic.class,
                        "Crosses and changes the best trials so far: Arbiter's genetic search.",
                        settings -> (space, goal, epochs, seed) ->
                                new GeneticGenerator(space, goal, seed, settings.population())));
        generators
                .addBinding("tpe")
                .toInstance(Component.<GeneratorSettings.Factory, GeneratorSettings.Tpe>of(
                                GeneratorSettings.Tpe.class,
                                "Tree-structured Parzen estimators: draws where good trials are dense and bad ones are not.",
                                settings -> (space, goal, epochs, seed) -> new TpeGenerator(
                                        space,
                                        goal,
                                        seed,
                                        new TpeSettings(settings.startup(), settings.candidates(), settings.gamma())))
                        .formula("argmax_x l(x) / g(x), l the density of good trials and g that of the others")
                        .source("Bergstra et al., NeurIPS 2011, section 4"));
    }

    private static void bindHalving(MapBinder<String, Component<GeneratorSettings.Factory>> generators) {
        generators
                .addBinding("successive-halving")
                .toInstance(Component.<GeneratorSettings.Factory, GeneratorSettings.SuccessiveHalving>of(
                                GeneratorSettings.SuccessiveHalving.class,
                                "Rounds of random trials of few epochs, of which the best go on for more, round by round.",
                                settings -> (space, goal, epochs, seed) -> new SuccessiveHalvingGenerator(
                                        space,
                                        goal,
                                        seed,
                                        settings.smallest(),
                                        epochs,
                                        settings.factor(),
                                        settings.configurations()))
                        .source("Jamieson and Talwalkar, AISTATS 2016"));
        generators
                .addBinding("asha")
                .toInstance(Component.<GeneratorSettings.Factory, GeneratorSettings.Asha>of(
                                GeneratorSettings.Asha.class,
                                "Successive halving that waits for no trial: the best of a rung go on at once.",
                                settings -> (space, goal, epochs, seed) -> new AshaGenerator(
                                        space, goal, seed, settings.smallest(), epochs, settings.factor()))
                        .source("Li et al., MLSys 2020"));
    }
}
