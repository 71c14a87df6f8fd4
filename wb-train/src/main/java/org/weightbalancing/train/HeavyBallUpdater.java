package org.weightbalancing.train;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/** Turns a block's flat gradient into its update in place; the velocity is a view of the network's updater state. */
final class HeavyBallUpdater implements GradientUpdater<HeavyBall> {

    static final String VELOCITY = "V";

    private final HeavyBall config;
    private INDArray velocity;

    HeavyBallUpdater(HeavyBall config) {
        this.config = config;
    }

    @Override
    public HeavyBall getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
        if (!stateMap.keySet().equals(Set.of(VELOCITY))) {
            throw new IllegalArgumentException("updater state has keys " + stateMap.keySet() + ", allowed is [V]");
        }
        velocity = stateMap.get(VELOCITY);
        if (initialize) {
            velocity.assign(0);
        }
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
        if (initialize) {
            viewArray.assign(0);
        }
        velocity = viewArray.reshape(gradientOrder, gradientShape);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        // One pass for v = momentum * v + g, another for the update.
        Nd4j.getExecutioner().exec(new Axpy(velocity, gradient, velocity, config.momentum()));
        velocity.mul(config.getLearningRate(iteration, epoch), gradient);
    }
}
