package org.weightbalancing.data.mixing;

import java.util.random.RandomGenerator;

/**
 * Draws from Beta(alpha, alpha), density proportional to (x (1 - x))^(alpha - 1) on 0 to 1.
 *
 * <p>Up to 1 by rejection (Joehnk, Metrika 1964), in logarithms since u^(1/alpha) underflows for small alpha; above 1 as a
 * coordinate of a point in the unit disc with radial density (1 - r^2)^(alpha - 3/2) (Ulrich, Applied Statistics 1984).
 */
record SymmetricBeta(double alpha) {

    SymmetricBeta {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; a finite number above 0 is needed");
        }
    }

    double draw(RandomGenerator random) {
        return alpha <= 1 ? byRejection(random) : byProjection(random);
    }

    private double byRejection(RandomGenerator random) {
        while (true) {
            double logU = StrictMath.log(positive(random));
            double logV = StrictMath.log(positive(random));
            if (StrictMath.exp(logU / alpha) + StrictMath.exp(logV / alpha) <= 1) {
                return 1 / (1 + StrictMath.exp((logV - logU) / alpha));
            }
        }
    }

    private double byProjection(RandomGenerator random) {
        double radius = Math.sqrt(1 - StrictMath.pow(positive(random), 2 / (2 * alpha - 1)));
        return (1 + radius * StrictMath.cos(2 * Math.PI * random.nextDouble())) / 2;
    }

    /** Above 0, up to 1. */
    private static double positive(RandomGenerator random) {
        return 1 - random.nextDouble();
    }
}
