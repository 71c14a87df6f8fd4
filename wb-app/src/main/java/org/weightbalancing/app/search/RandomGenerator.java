package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;

/**
 * Independent points, uniform in the unit cube: Arbiter's random search.
 *
 * <p>Trial n of a study tries point n of the seed's sequence, whoever runs it and whenever. (Bergstra and Bengio, JMLR
 * 2012.)
 */
public final class RandomGenerator extends SpaceGenerator {

    private final List<double[]> points = new ArrayList<>();
    private RandomSearchGenerator sequence;
    private long sequenceSeed;

    /**
     * A random search.
     *
     * @param space to draw from
     * @param seed of the sequence
     */
    public RandomGenerator(SearchSpace space, long seed) {
        super(space, seed);
        sequence = start(space, seed);
        sequenceSeed = seed;
    }

    private static RandomSearchGenerator start(SearchSpace space, long seed) {
        RandomSearchGenerator generator = new RandomSearchGenerator(space);
        generator.setRngSeed(seed);
        return generator;
    }

    @Override
    Proposal propose(int number) {
        if (sequenceSeed != seed()) {
            sequence = start(space(), seed());
            sequenceSeed = seed();
            points.clear();
        }
        while (points.size() <= number) {
            points.add(sequence.getCandidate().getFlatParameters());
        }
        return at(Coordinates.inside(points.get(number)));
    }
}
