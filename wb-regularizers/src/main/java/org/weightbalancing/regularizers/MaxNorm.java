package org.weightbalancing.regularizers;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;

/**
 * Projects every unit's weight vector onto a ball: w_c becomes w_c min(1, delta / ||w_c||_p).
 *
 * <p>Only units with ||w_c|| strictly above the radius delta are touched; all others keep their exact bits, and so does
 * a zero vector. (DL4J's {@code MaxNormConstraint} also shrinks the units inside.) The radius is either given, or taken
 * per parameter from the norms seen at {@link #begin}: delta = min + fraction (max - min), as the published code of
 * weight balancing does. It stays fixed from then on. Parameters without units (biases, gamma, beta) are left alone,
 * save for a bias under {@link #withBias}.
 *
 * <p>In FLOAT a unit projected once can end a rounding error above the radius, so a second application may change its
 * last bit. The published code also has an exponent tau in this rule; for tau other than 1 it compares powers of the norm
 * with a radius that is not one, so it is not built.
 *
 * <p>Each application is recorded, see {@link #activity()}: a run must be able to show whether the constraint ever bound.
 * Radii, numbers of applications and the records not yet taken make up its {@link #state()}.
 *
 * @see <a href="https://arxiv.org/abs/2203.14197">Long-Tailed Recognition via Weight Balancing</a>
 */
public final class MaxNorm implements Regularizer, Resumable {

    private final boolean relative;
    private final double value;
    private final Norm norm;
    private final BiasPolicy bias;
    private MaxNormMemory memory = new MaxNormMemory();

    private MaxNorm(boolean relative, double value, Norm norm, BiasPolicy bias) {
        this.relative = relative;
        this.value = value;
        this.norm = norm;
        this.bias = bias;
    }

    /**
     * Makes a constraint of a given radius in the L2 norm.
     *
     * @param radius delta, finite and above 0
     */
    public static MaxNorm radius(double radius) {
        if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("max-norm radius = " + radius + ", but a finite number > 0 is required");
        }
        return new MaxNorm(false, radius, Norm.L2, BiasPolicy.KEEP);
    }

    /**
     * Makes a constraint whose radius is min + fraction (max - min) of the L2 norms each parameter begins with.
     *
     * <p>A radius of 0 would erase the whole parameter: {@link #begin} refuses it, which is met by fraction 0 with a zero
     * vector among the units, or by a parameter that is zero throughout.
     *
     * @param fraction finite and at least 0: 0 is the smallest initial norm, 1 the largest (so that nothing is projected
     *     until a norm grows), more lies beyond
     */
    public static MaxNorm fraction(double fraction) {
        if (!(fraction >= 0) || Double.isInfinite(fraction)) {
            throw new IllegalArgumentException(
                    "max-norm fraction = " + fraction + ", but a finite number >= 0 is required");
        }
        return new MaxNorm(true, fraction, Norm.L2, BiasPolicy.KEEP);
    }

    /** Returns a fresh constraint like this one that measures by another norm. */
    public MaxNorm withNorm(Norm other) {
        return new MaxNorm(relative, value, other, bias);
    }

    /**
     * Returns a fresh constraint like this one that treats the bias of a projected unit by another policy.
     *
     * <p>{@link BiasPolicy#KEEP}, the one to begin with, exempts biases as the published code does.
     * {@link BiasPolicy#SCALE} multiplies b_c by the factor of w_c, so that the whole logit of the class shrinks; the norm
     * remains that of w_c alone. It does so whether or not the filter selects the bias by itself.
     *
     * @throws IllegalArgumentException for {@link BiasPolicy#ZERO}: a bias would be lost at the first touch of the ball
     */
    public MaxNorm withBias(BiasPolicy policy) {
        if (policy == BiasPolicy.ZERO) {
            throw new IllegalArgumentException("max-norm bias policy = ZERO, but KEEP or SCALE is required");
        }
        return new MaxNorm(relative, value, norm, policy);
    }

    /**
     * Fixes the radius for a weight.
     *
     * @throws IllegalArgumentException if the radius computed from the norms is 0 or not finite
     */
    @Override
    public void begin(Filters filters) {
        if (filters.isWeight()) {
            memory.begin(filters.name(), radiusFor(filters));
        }
    }

    /** Projects the units outside the ball; the first call on a parameter that did not {@link #begin} begins it. */
    @Override
    public void project(Filters filters) {
        if (!filters.isWeight()) {
            return;
        }
        double radius = memory.radius(filters.name(), () -> radiusFor(filters));
        double[] factors = filters.norms(norm);
        DoubleSummaryStatistics shrink = new DoubleSummaryStatistics();
        for (int unit = 0; unit < factors.length; unit++) {
            boolean outside = factors[unit] > radius;
            factors[unit] = outside ? radius / factors[unit] : 1;
            if (outside) {
                shrink.accept(1 - factors[unit]);
            }
        }
        if (shrink.getCount() > 0) {
            filters.scaleUnits(factors);
            if (bias == BiasPolicy.SCALE) {
                filters.bias().ifPresent(its -> its.scaleUnits(factors));
            }
        }
        memory.applied(filters, (int) shrink.getCount(), shrink.getCount() == 0 ? Double.NaN : shrink.getAverage());
    }

    /** Returns the radius in force for each parameter that has begun, by {@link Filters#name()}. */
    public Map<String, Double> radii() {
        return memory.radii();
    }

    /** Returns a copy of what was recorded since the start or the last {@link #takeActivity()}, oldest first. */
    public List<Projection> activity() {
        return memory.activity();
    }

    /**
     * Returns what was recorded since the last call and forgets it. Long runs call this once an epoch: a projection at
     * every step of many layers would otherwise fill memory with records.
     */
    public List<Projection> takeActivity() {
        List<Projection> taken = activity();
        memory.forgetActivity();
        return taken;
    }

    @Override
    public byte[] state() {
        return RuleState.write(toString(), memory::write);
    }

    @Override
    public void restore(byte[] state) {
        memory = RuleState.read(toString(), state, MaxNormMemory::read);
    }

    @Override
    public String toString() {
        return "MaxNorm[" + (relative ? "fraction=" : "radius=") + value + ", norm=" + norm + ", bias=" + bias + "]";
    }

    private double radiusFor(Filters filters) {
        if (!relative) {
            return value;
        }
        DoubleSummaryStatistics norms = Arrays.stream(filters.norms(norm)).summaryStatistics();
        double radius = norms.getMin() + value * (norms.getMax() - norms.getMin());
        if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("max-norm radius of parameter " + filters.name() + " = " + radius
                    + ", from min norm " + norms.getMin() + ", max norm " + norms.getMax() + " and fraction " + value
                    + ", but a finite number > 0 is required");
        }
        return radius;
    }
}
