package org.weightbalancing.app.search;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.ChromosomeFactory;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.exceptions.GeneticGenerationException;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.SelectionOperator;

/**
 * Children of the best trials: Arbiter's genetic search.
 *
 * <p>The population is made of the complete trials of the study, in the order of their numbers; when it is full, its worst
 * third is dropped. As long as it has fewer than two thirds of its size, points are random; then they are single-point
 * crossovers of two random members (with probability 0.85), each coordinate of which is drawn anew with probability 0.005.
 * Parameters that a trial has already had are not proposed again, unless twenty children and a hundred random points are all
 * known.
 *
 * <p>The population is built from the trials for each proposal, so that a study that goes on elsewhere or later gets the
 * same.
 */
public final class GeneticGenerator extends SpaceGenerator {

    private static final int SMALLEST = 3;

    private final Goal goal;
    private final int population;

    /**
     * A genetic search.
     *
     * @param space to draw from
     * @param goal what is better
     * @param seed of everything random
     * @param population its largest size, 3 or more; a smaller one would breed from a single parent
     * @throws IllegalArgumentException if the population is smaller
     */
    public GeneticGenerator(SearchSpace space, Goal goal, long seed, int population) {
        super(space, seed);
        if (population < SMALLEST) {
            throw new IllegalArgumentException("population is " + population + ", allowed is " + SMALLEST + " or more");
        }
        this.goal = goal;
        this.population = population;
    }

    @Override
    Optional<Goal> goal() {
        return Optional.of(goal);
    }

    @Override
    Proposal propose(int number) {
        JDKRandomGenerator random = new JDKRandomGenerator();
        random.setSeed(Mix.hash(seed(), number));
        SelectionOperator breeding = breeding(random);
        return Fresh.first(
                Stream.generate(() -> child(breeding))
                        .takeWhile(Optional::isPresent)
                        .map(Optional::orElseThrow),
                Stream.generate(
                        () -> at(random.doubles(space().numParameters()).boxed().toList())),
                trials().stream().map(trial -> trial.proposal().parameters()).collect(Collectors.toSet()));
    }

    // Nothing if there is no further child: where all members have the same coordinates it is found by mutation only.
    private Optional<Proposal> child(SelectionOperator breeding) {
        try {
            return Optional.of(at(Coordinates.inside(breeding.buildNextGenes())));
        } catch (GeneticGenerationException exhausted) {
            return Optional.empty();
        }
    }

    private SelectionOperator breeding(JDKRandomGenerator random) {
        ChromosomeFactory chromosomes = new ChromosomeFactory();
        chromosomes.initializeInstance(space().numParameters());
        PopulationModel members =
                new PopulationModel.Builder().populationSize(population).build();
        members.initializeInstance(true);
        SelectionOperator selection = selection(random);
        selection.initializeInstance(members, chromosomes);
        trials().stream()
                .filter(trial -> trial.complete() && fits(trial) && Double.isFinite(goal.loss(trial)))
                .map(trial -> chromosomes.createChromosome(
                        Candidates.of(trial.number(), trial.proposal()).getFlatParameters(), goal.loss(trial)))
                .forEach(members::add);
        return selection;
    }

    // All of Arbiter's operators have an unseeded generator of their own unless they are given one.
    private static SelectionOperator selection(JDKRandomGenerator random) {
        return new GeneticSelectionOperator.Builder()
                .randomGenerator(random)
                .crossoverOperator(new SinglePointCrossover.Builder()
                        .randomGenerator(random)
                        .parentSelection(new RandomTwoParentSelection(random))
                        .build())
                .mutationOperator(new RandomMutationOperator.Builder()
                        .randomGenerator(random)
                        .build())
                .build();
    }
}
