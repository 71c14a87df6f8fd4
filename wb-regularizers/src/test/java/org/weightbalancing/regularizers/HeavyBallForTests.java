package org.weightbalancing.regularizers;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * v = momentum v + g; w -= rate(epoch) v, or with Nesterov's step w -= rate(epoch) (g + momentum v), as torch.optim.SGD:
 * DL4J has only a variant of the latter that keeps the rate in v.
 */
record HeavyBallForTests(double rate, double momentum, int epochs, boolean nesterov) implements IUpdater {

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<HeavyBallForTests> instantiate(INDArray view, boolean initialize) {
        Rule rule = new Rule(this, view);
        if (initialize) {
            view.assign(0);
        }
        return rule;
    }

    @Override
    public GradientUpdater<HeavyBallForTests> instantiate(Map<String, INDArray> state, boolean initialize) {
        return instantiate(state.get("velocity"), initialize);
    }

    @Override
    public IUpdater clone() {
        return new HeavyBallForTests(rate, momentum, epochs, nesterov);
    }

    /** The cosine in force when the scheduler is stepped before each epoch: t = 1..epochs. */
    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate * (1 + Math.cos(Math.PI * (epoch + 1) / epochs)) / 2;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double newRate, ISchedule schedule) {
        throw new UnsupportedOperationException("the rate of the test updater is fixed");
    }

    private record Rule(HeavyBallForTests config, INDArray velocity) implements GradientUpdater<HeavyBallForTests> {

        @Override
        public HeavyBallForTests getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            velocity.assign(state.get("velocity"));
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of("velocity", velocity);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
            throw new UnsupportedOperationException("the view is given at construction");
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            INDArray flat = gradient.reshape(velocity.shape());
            velocity.muli(config.momentum()).addi(flat);
            INDArray step = config.nesterov() ? velocity.mul(config.momentum()).addi(flat) : velocity;
            gradient.assign(step.mul(config.getLearningRate(iteration, epoch)).reshape(gradient.shape()));
        }
    }
}
