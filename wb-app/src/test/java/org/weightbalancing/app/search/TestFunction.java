package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** A standard function to be minimised, with its usual ranges. */
record TestFunction(String name, SearchSpace space, ToDoubleFunction<Parameters> value) {

    private static final double[][] HARTMANN_A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] HARTMANN_P = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };
    private static final double[] HARTMANN_ALPHA = {1, 1.2, 3, 3.2};

    /** Branin; three minima of 0.397887, one at (pi, 2.275). */
    static TestFunction branin() {
        SearchSpace space =
                SearchSpace.of(Dimension.of("x0", new Uniform(-5, 10)), Dimension.of("x1", new Uniform(0, 15)));
        return new TestFunction("Branin", space, parameters -> {
            double x = parameters.number("x0");
            double y = parameters.number("x1");
            double parabola = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
            return parabola * parabola + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
        });
    }

    /** Hartmann in 6 dimensions; minimum -3.32237. */
    static TestFunction hartmann() {
        return new TestFunction("Hartmann-6", cube(6, 0, 1), parameters -> {
            double[] x = point(parameters, 6);
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                double exponent = 0;
                for (int j = 0; j < 6; j++) {
                    exponent += HARTMANN_A[i][j] * (x[j] - HARTMANN_P[i][j]) * (x[j] - HARTMANN_P[i][j]);
                }
                sum -= HARTMANN_ALPHA[i] * Math.exp(-exponent);
            }
            return sum;
        });
    }

    /** Rosenbrock in 4 dimensions; minimum 0 at 1. */
    static TestFunction rosenbrock() {
        return new TestFunction("Rosenbrock-4", cube(4, -5, 10), parameters -> {
            double[] x = point(parameters, 4);
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                double valley = x[i + 1] - x[i] * x[i];
                sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
            }
            return sum;
        });
    }

    /** Ackley in 4 dimensions; minimum 0 at 0, which is not in the middle of the range. */
    static TestFunction ackley() {
        return new TestFunction("Ackley-4", cube(4, -20, 32), parameters -> {
            double[] x = point(parameters, 4);
            double square = Arrays.stream(x).map(v -> v * v).sum() / x.length;
            double cosine = Arrays.stream(x).map(v -> Math.cos(2 * Math.PI * v)).sum() / x.length;
            return -20 * Math.exp(-0.2 * Math.sqrt(square)) - Math.exp(cosine) + 20 + Math.E;
        });
    }

    /** A score that falls off from one branch's optimum of a log-uniform, a whole and a conditional dimension. */
    static TestFunction mixed() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("rate", new LogUniform(1e-5, 1)),
                Dimension.of("depth", new IntegerRange(1, 12)),
                Dimension.of("loss", Choice.of("a", "b", "c", "d")),
                Dimension.of("beta", new Uniform(0, 1)).when("loss", "c"));
        return new TestFunction("mixed", space, parameters -> {
            double rate = Math.log10(parameters.number("rate")) + 2.5;
            double depth = parameters.number("depth") - 9;
            double branch = parameters.value("beta").isPresent() ? Math.abs(parameters.number("beta") - 0.7) : 1;
            return rate * rate + depth * depth / 10 + branch;
        });
    }

    double at(Parameters parameters) {
        return value.applyAsDouble(parameters);
    }

    private static SearchSpace cube(int dimensions, double low, double high) {
        Dimension[] all = new Dimension[dimensions];
        Arrays.setAll(all, i -> Dimension.of("x" + i, new Uniform(low, high)));
        return SearchSpace.of(all);
    }

    private static double[] point(Parameters parameters, int dimensions) {
        double[] x = new double[dimensions];
        Arrays.setAll(x, i -> parameters.number("x" + i));
        return x;
    }
}
