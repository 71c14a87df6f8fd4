package org.weightbalancing.train;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes stochastic gradient descent with heavy-ball momentum: v = momentum * v + g, then w = w - rate * v.
 *
 * <p>v starts at 0 and has the parameters' shape. This is PyTorch's SGD with dampening 0 and no Nesterov step; in
 * contrast to DL4J's {@code Nesterovs}, the rate is applied after the velocity, so that a schedule scales past gradients
 * too. L2 regularization acts on g before the velocity (PyTorch's weight decay). Source: Polyak, 1964; Sutskever et al.,
 * "On the importance of initialization and momentum in deep learning", ICML 2013, section 2.
 *
 * <p>Two updaters of equal rate and momentum are equal, so DL4J runs the parameters of neighbouring layers as one block.
 */
public final class HeavyBall implements IUpdater {

    private static final long serialVersionUID = 1L;

    private ISchedule learningRate;
    private final double momentum;

    /**
     * Makes an updater of constant rate.
     *
     * @param learningRate finite and at least 0
     * @param momentum from 0 (plain gradient descent) to below 1
     * @throws IllegalArgumentException if a number is outside its range
     */
    public HeavyBall(double learningRate, double momentum) {
        this(new ConstantSchedule(learningRate), momentum);
    }

    /**
     * Makes an updater whose rate follows a schedule.
     *
     * @param learningRate rate by zero-based iteration and epoch
     * @param momentum from 0 (plain gradient descent) to below 1
     * @throws IllegalArgumentException if the momentum is outside its range
     */
    @JsonCreator
    public HeavyBall(@JsonProperty("learningRate") ISchedule learningRate, @JsonProperty("momentum") double momentum) {
        requireMomentum(momentum);
        this.learningRate = Objects.requireNonNull(learningRate, "learningRate");
        this.momentum = momentum;
    }

    static void requireMomentum(double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum is " + momentum + ", allowed is 0 to below 1");
        }
    }

    /** Momentum of the velocity, from 0 to below 1. */
    public double momentum() {
        return momentum;
    }

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(INDArray viewArray, boolean initializeViewArray) {
        HeavyBallUpdater updater = new HeavyBallUpdater(this);
        updater.setStateViewArray(viewArray, new long[] {viewArray.length()}, 'c', initializeViewArray);
        return updater;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        HeavyBallUpdater updater = new HeavyBallUpdater(this);
        updater.setState(updaterState, initializeStateArrays);
        return updater;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRate.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    /**
     * Replaces the rate, as DL4J's own tools for learning rates ask for.
     *
     * @param lr the constant rate where there is no schedule
     * @param lrSchedule the schedule; DL4J hands over null for none
     */
    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        learningRate = lrSchedule == null ? new ConstantSchedule(lr) : lrSchedule;
    }

    @Override
    public HeavyBall clone() {
        return new HeavyBall(learningRate.clone(), momentum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeavyBall that
                && that.learningRate.equals(learningRate)
                && Double.compare(that.momentum, momentum) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, momentum);
    }

    @Override
    public String toString() {
        return "HeavyBall(learningRate=" + learningRate + ", momentum=" + momentum + ")";
    }
}
