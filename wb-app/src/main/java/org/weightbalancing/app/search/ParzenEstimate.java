package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Where good trials are and where the others are, dimension by dimension. */
final class ParzenEstimate {

    private final SearchSpace space;
    private final List<Density> good;
    private final List<Density> others;

    /**
     * The estimate from two sets of points.
     *
     * @param space that the points are of
     * @param good points of the good trials
     * @param others points of the others
     */
    ParzenEstimate(SearchSpace space, List<List<Double>> good, List<List<Double>> others) {
        this.space = space;
        this.good = densities(good);
        this.others = densities(others);
    }

    private List<Density> densities(List<List<Double>> points) {
        List<List<Boolean>> active = points.stream().map(space::active).toList();
        return IntStream.range(0, space.numParameters())
                .mapToObj(i -> Density.of(
                        space.dimensions().get(i).domain(),
                        IntStream.range(0, points.size())
                                .filter(point -> active.get(point).get(i))
                                .mapToDouble(point -> points.get(point).get(i))
                                .toArray()))
                .toList();
    }

    /** A point drawn from the densities of the good trials. */
    List<Double> draw(Random random) {
        List<Double> point = new ArrayList<>();
        good.forEach(density -> point.add(density.draw(random)));
        return point;
    }

    /** The sum over the dimensions that matter at a point of log l(x) - log g(x). */
    double gain(List<Double> point) {
        List<Boolean> active = space.active(point);
        double gain = 0;
        for (int i = 0; i < active.size(); i++) {
            if (active.get(i)) {
                gain += Math.log(good.get(i).at(point.get(i)))
                        - Math.log(others.get(i).at(point.get(i)));
            }
        }
        return gain;
    }
}
