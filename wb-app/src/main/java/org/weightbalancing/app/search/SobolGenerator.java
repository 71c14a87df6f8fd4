package org.weightbalancing.app.search;

/**
 * Points of a scrambled Sobol sequence, which cover the unit cube more evenly than random ones.
 *
 * <p>Trial n of a study tries point n of the seed's sequence, whoever runs it and whenever. Any first 2^m points have one
 * coordinate in each of 2^m equal cells of each dimension. Other seeds give other sequences; every point by itself is
 * uniform in the cube. The direction numbers are those of Joe and Kuo (SIAM J. Sci. Comput. 2008), the scramble is Owen's
 * nested uniform one (1995). Dimensions beyond 1000 are drawn at random.
 */
public final class SobolGenerator extends SpaceGenerator {

    private final SobolPoints points;

    /**
     * A search at Sobol points.
     *
     * @param space to draw from
     * @param seed of the scramble
     */
    public SobolGenerator(SearchSpace space, long seed) {
        super(space, seed);
        points = new SobolPoints(space.numParameters());
    }

    @Override
    Proposal propose(int number) {
        return at(points.at(seed(), number));
    }
}
