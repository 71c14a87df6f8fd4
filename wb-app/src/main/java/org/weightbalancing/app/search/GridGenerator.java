package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;

/**
 * All points of a grid, each once: Arbiter's grid search.
 *
 * <p>A continuous dimension has as many points as asked for, evenly spaced from end to end (of their logarithms if it is
 * log-uniform); whole numbers have as many, or all if they are fewer; choices have all their options. The first dimension
 * changes fastest. Points that differ only in dimensions that do not matter there count once.
 *
 * <p>Trial n of a study tries cell n, whoever runs it and whenever. There are no more candidates after the last cell.
 */
public final class GridGenerator extends SpaceGenerator {

    private static final int MOST = 1_000_000;

    private final int points;
    private final boolean shuffled;
    private List<List<Double>> cells;
    private long cellsSeed;

    /**
     * A grid search.
     *
     * @param space to search
     * @param points of each continuous dimension, 2 or more
     * @param shuffled whether the order of the cells is random
     * @param seed of that order
     * @throws IllegalArgumentException if points is below 2, or the grid has more than 1,000,000 points
     */
    public GridGenerator(SearchSpace space, int points, boolean shuffled, long seed) {
        super(space, seed);
        if (points < 2) {
            throw new IllegalArgumentException("a grid has " + points + " points a dimension, allowed is 2 or more");
        }
        this.points = points;
        this.shuffled = shuffled;
        requireFew(space, points);
        cells = cells(space, seed);
        cellsSeed = seed;
    }

    private static void requireFew(SearchSpace space, int points) {
        double all = space.dimensions().stream()
                .mapToDouble(dimension -> dimension.domain() instanceof Choice choice
                        ? choice.options().size()
                        : Math.min(points, dimension.domain().size().orElse(points)))
                .reduce(1, (product, size) -> product * size);
        if (all > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a grid with %d points a dimension has %.4g cells, allowed is at most %d; take fewer points, fewer"
                            + " dimensions, or another generator",
                    points,
                    all,
                    MOST));
        }
    }

    private List<List<Double>> cells(SearchSpace space, long seed) {
        SeededGrid grid = new SeededGrid(space, points, shuffled ? Mode.RandomOrder : Mode.Sequential, seed);
        boolean conditional =
                space.dimensions().stream().anyMatch(d -> d.condition().isPresent());
        Set<Parameters> seen = new HashSet<>();
        List<List<Double>> found = new ArrayList<>();
        while (grid.hasMoreCandidates()) {
            List<Double> cell =
                    Coordinates.inside(space.whole(grid.getCandidate().getFlatParameters()));
            if (!conditional || seen.add(space.at(cell))) {
                found.add(cell);
            }
        }
        return found;
    }

    /** The number of cells. */
    public int total() {
        return cells.size();
    }

    @Override
    public boolean hasMoreCandidates() {
        return number() < cells.size();
    }

    @Override
    Proposal propose(int number) {
        if (number >= cells.size()) {
            throw new NoSuchElementException("all " + cells.size() + " cells of the grid have been proposed");
        }
        if (shuffled && cellsSeed != seed()) {
            cells = cells(space(), seed());
            cellsSeed = seed();
        }
        return at(cells.get(number));
    }

    /** Arbiter's grid with a random order that follows from the seed: its own is set up before it can have one. */
    private static final class SeededGrid extends GridSearchCandidateGenerator {

        SeededGrid(SearchSpace space, int points, Mode mode, long seed) {
            super(space, points, mode, null);
            rng.setSeed(seed);
            initialize();
        }
    }
}
