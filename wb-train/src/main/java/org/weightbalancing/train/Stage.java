package org.weightbalancing.train;

import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Describes one stage of training: how long, how fast, by which loss, and which epoch's parameters it ends with.
 *
 * <p>What a stage trains is a matter of the network (its frozen layers), what it regularizes of the listeners.
 *
 * @param name for messages and files, such as "stage-1"; not blank
 * @param epochs 1 or more
 * @param learningRate rate by zero-based iteration and epoch of this stage
 * @param momentum of the heavy ball, from 0 to below 1
 * @param loss put into the network's output layer
 * @param checkpoint which epoch's parameters the stage ends with
 * @param averaging whether those are an average, and which
 */
public record Stage(
        String name,
        int epochs,
        ISchedule learningRate,
        double momentum,
        ILossFunction loss,
        CheckpointPolicy checkpoint,
        WeightAveraging averaging) {

    /**
     * Makes a stage.
     *
     * @throws IllegalArgumentException if a value is outside its range, the rate at the start of an epoch is negative or
     *     not finite, or the averaging does not go with epochs and checkpoint
     */
    public Stage {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a stage is blank");
        }
        Rates.requireEpochs("epochs of stage \"" + name + "\"", epochs);
        HeavyBall.requireMomentum(momentum);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Rates.require("learning rate of stage \"" + name + "\" in epoch " + epoch, learningRate.valueAt(0, epoch));
        }
        if (averaging instanceof StochasticWeightAverage average) {
            average.require(name, epochs, checkpoint);
        }
    }

    /**
     * Makes a stage without averaging.
     *
     * @param name for messages and files, not blank
     * @param epochs 1 or more
     * @param learningRate rate by zero-based iteration and epoch of this stage
     * @param momentum of the heavy ball, from 0 to below 1
     * @param loss put into the network's output layer
     * @param checkpoint which epoch's parameters the stage ends with
     * @throws IllegalArgumentException as the constructor of all components
     */
    public Stage(
            String name,
            int epochs,
            ISchedule learningRate,
            double momentum,
            ILossFunction loss,
            CheckpointPolicy checkpoint) {
        this(name, epochs, learningRate, momentum, loss, checkpoint, new NoAveraging());
    }
}
