package org.weightbalancing.app.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tree-structured Parzen estimator: points that look like those of good trials and unlike those of all others.
 *
 * <p>Of n complete trials, the best ceil(gamma n) are good (at most 25). With l_d the density of the coordinates of the good
 * trials in dimension d, and g_d that of all others, some points are drawn from the l_d, and the one with the largest sum of
 * log l_d(x_d) - log g_d(x_d) is proposed: it has the largest expected improvement among them. Numbers have a mixture of
 * normal kernels (log-uniform ones in their logarithms) and choices have counts, each with one more from a uniform prior. A
 * dimension is estimated from the trials in which it matters, and counts for a point in which it matters. (Bergstra et al.,
 * NeurIPS 2011, section 4; the sum over all dimensions is taken before the best point is chosen.)
 *
 * <p>All trials that are not good count against their neighbourhood: running ones, so that trials in parallel keep apart,
 * and those that failed, were pruned, took too long or were lost. Trials that break a constraint are ordered as {@link
 * Goal#loss} has them. The first points are those of a scrambled Sobol sequence. Once there
 * is an estimate, parameters that a trial has already had are not proposed again, unless twenty points of the estimate and a
 * hundred random ones are all known.
 */
public final class TpeGenerator extends SpaceGenerator {

    private static final int MOST_GOOD = 25;

    private final Goal goal;
    private final TpeSettings settings;
    private final SobolPoints points;

    /**
     * A search with estimates.
     *
     * @param space to draw from
     * @param goal what is better
     * @param seed of everything random
     * @param settings numbers of trials and points
     */
    public TpeGenerator(SearchSpace space, Goal goal, long seed, TpeSettings settings) {
        super(space, seed);
        this.goal = goal;
        this.settings = settings;
        points = new SobolPoints(space.numParameters());
    }

    @Override
    Optional<Goal> goal() {
        return Optional.of(goal);
    }

    @Override
    Proposal propose(int number) {
        List<TrialRecord> trials = trials().stream().filter(this::fits).toList();
        if (trials.stream().filter(trial -> trial.score().isPresent()).count() < settings.startup()) {
            return at(points.at(seed(), number));
        }
        Set<Integer> good = good(trials);
        ParzenEstimate estimate = new ParzenEstimate(
                space(),
                coordinates(trials.stream().filter(trial -> good.contains(trial.number()))),
                coordinates(trials.stream().filter(trial -> !good.contains(trial.number()))));
        Set<Parameters> known =
                trials.stream().map(trial -> trial.proposal().parameters()).collect(Collectors.toSet());
        Random random = Mix.random(seed(), number);
        return Fresh.first(
                Stream.generate(() -> at(best(estimate, random))),
                Stream.generate(
                        () -> at(random.doubles(space().numParameters()).boxed().toList())),
                known);
    }

    private Set<Integer> good(List<TrialRecord> trials) {
        List<TrialRecord> ranked = trials.stream()
                .filter(trial -> trial.complete() && Double.isFinite(goal.loss(trial)))
                .sorted(goal.bestFirst())
                .toList();
        return ranked.stream()
                .limit(Math.min(MOST_GOOD, (long) Math.ceil(settings.gamma() * ranked.size())))
                .map(TrialRecord::number)
                .collect(Collectors.toSet());
    }

    private static List<List<Double>> coordinates(Stream<TrialRecord> trials) {
        return trials.map(trial -> trial.proposal().coordinates()).toList();
    }

    private List<Double> best(ParzenEstimate estimate, Random random) {
        return Stream.generate(() -> estimate.draw(random))
                .limit(settings.candidates())
                .max(Comparator.comparingDouble(estimate::gain))
                .orElseThrow();
    }
}
