package org.weightbalancing.eval.adjustment;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function of numbers that each lie between two bounds, by projected L-BFGS with backtracking.
 *
 * <p>Every step takes the value down, so the result is never worse than the start. It ends where no free partial derivative
 * exceeds 1e-9, where steps no longer help by more than rounding, or after 1000 steps; where the function has no minimum, that is at a finite
 * place on the way down. The same input gives the same result.
 */
final class BoxedDescent {

    /** A function with its gradient, which is overwritten. */
    interface Objective {
        double valueAndGradient(double[] x, double[] gradient);
    }

    private static final int STEPS = 1000;
    private static final int MEMORY = 10;
    private static final int HALVINGS = 40;
    private static final double FLAT = 1e-9;
    private static final double STILL = 1e-15;
    private static final double ARMIJO = 1e-4;

    private final Objective objective;
    private final double[] lower;
    private final double[] upper;
    private final Deque<Pair> memory = new ArrayDeque<>();
    private double[] x;
    private double[] gradient;
    private double value;

    /** Begins at a place within the bounds. */
    BoxedDescent(Objective objective, double[] start, double[] lower, double[] upper) {
        this.objective = objective;
        this.lower = lower.clone();
        this.upper = upper.clone();
        this.x = start.clone();
        this.gradient = new double[x.length];
        this.value = objective.valueAndGradient(x, gradient);
    }

    double[] minimum() {
        for (int step = 0; step < STEPS; step++) {
            boolean[] free = free();
            double[] slope = masked(gradient, free);
            if (Arrays.stream(slope).map(Math::abs).max().orElse(0) <= FLAT) {
                break;
            }
            double before = value;
            boolean fresh = memory.isEmpty();
            move(direction(slope, free), slope);
            if (before - value <= STILL * Math.abs(value)) {
                if (fresh) {
                    break;
                }
                // Once more, straight down the slope.
                memory.clear();
            }
        }
        return x.clone();
    }

    /** A number is free unless it is at a bound and would leave it on the way down. */
    private boolean[] free() {
        boolean[] free = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            free[i] = !(x[i] <= lower[i] && gradient[i] > 0) && !(x[i] >= upper[i] && gradient[i] < 0);
        }
        return free;
    }

    /** The two loops of L-BFGS, over the free numbers. */
    private double[] direction(double[] slope, boolean[] free) {
        double[] d = slope.clone();
        double[] weights = new double[memory.size()];
        int at = 0;
        for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext(); at++) {
            Pair pair = newest.next();
            double curvature = dot(pair.step(), pair.change(), free);
            weights[at] = curvature > 0 ? dot(pair.step(), d, free) / curvature : 0;
            add(d, -weights[at], pair.change(), free);
        }
        double scale = initialScale(slope, free);
        Arrays.setAll(d, i -> d[i] * scale);
        for (Pair pair : memory) {
            at--;
            double curvature = dot(pair.step(), pair.change(), free);
            double back = curvature > 0 ? dot(pair.change(), d, free) / curvature : weights[at];
            add(d, weights[at] - back, pair.step(), free);
        }
        Arrays.setAll(d, i -> -d[i]);
        return d;
    }

    private double initialScale(double[] slope, boolean[] free) {
        if (!memory.isEmpty()) {
            Pair last = memory.getLast();
            double curvature = dot(last.step(), last.change(), free);
            double square = dot(last.change(), last.change(), free);
            if (curvature > 0) {
                return curvature / square;
            }
        }
        return 1 / Math.max(1, Math.sqrt(dot(slope, slope, free)));
    }

    /** Goes as far along the direction, bent at the bounds, as takes the value down in proportion. */
    private void move(double[] direction, double[] slope) {
        double[] next = new double[x.length];
        double[] nextGradient = new double[x.length];
        double length = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double promised = 0;
            for (int i = 0; i < x.length; i++) {
                next[i] = Math.max(lower[i], Math.min(upper[i], x[i] + length * direction[i]));
                promised += slope[i] * (next[i] - x[i]);
            }
            double nextValue = objective.valueAndGradient(next, nextGradient);
            if (promised < 0 && nextValue < value && nextValue <= value + ARMIJO * promised) {
                remember(next, nextGradient);
                x = next;
                gradient = nextGradient;
                value = nextValue;
                return;
            }
            length /= 2;
        }
    }

    private void remember(double[] next, double[] nextGradient) {
        double[] step = new double[x.length];
        double[] change = new double[x.length];
        double curvature = 0;
        for (int i = 0; i < x.length; i++) {
            step[i] = next[i] - x[i];
            change[i] = nextGradient[i] - gradient[i];
            curvature += step[i] * change[i];
        }
        if (curvature > 0) {
            memory.addLast(new Pair(step, change));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    private static double[] masked(double[] values, boolean[] free) {
        double[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = free[i] ? result[i] : 0;
        }
        return result;
    }

    private static double dot(double[] a, double[] b, boolean[] free) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += free[i] ? a[i] * b[i] : 0;
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] values, boolean[] free) {
        for (int i = 0; i < to.length; i++) {
            to[i] += free[i] ? factor * values[i] : 0;
        }
    }

    /** A step taken and the change of the gradient over it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(double[] step, double[] change) {}
}
