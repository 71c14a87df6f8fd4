package org.weightbalancing.app.search;

import java.util.Random;

/** An estimate of how the coordinates of some trials are spread in one dimension. */
interface Density {

    /** A coordinate drawn from the estimate. */
    double draw(Random random);

    /** The density at a coordinate, above 0; 1 on average over 0 to 1. */
    double at(double coordinate);

    /** The estimate for the values of a domain. */
    static Density of(Domain domain, double[] coordinates) {
        if (domain instanceof Choice choice) {
            return CountDensity.of(coordinates, choice.options().size());
        }
        return KernelDensity.of(coordinates, domain.size().orElse(0));
    }
}
