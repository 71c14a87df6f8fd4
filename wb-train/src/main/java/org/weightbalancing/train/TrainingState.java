package org.weightbalancing.train;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Holds all that a stage needs to go on from a moment between two steps as if it had never stopped: with the batches of
 * the same position, listeners in the same state and as many threads, its parameters end equal bit for bit.
 *
 * <p>The arrays are flat, of the network's own type, and lie one beside the other in the order of the network:
 *
 * <ul>
 *   <li>"parameters", batch-norm statistics included;
 *   <li>"updater", the state of the updater, unless the network has none;
 *   <li>"best", the parameters of the selected epoch, if the policy selects and an epoch is done;
 *   <li>"last-good", the parameters at the start of the running epoch, if steps of it are done and it is not being
 *       validated;
 *   <li>"average", what the average of the weights is computed from, if it holds any.
 * </ul>
 *
 * <p>What lies outside of network and trainer is no part of it: the position of the batches, what regularizers and losses
 * remember, and ND4J's generator, which dropout draws from.
 *
 * @param stage the stage's name
 * @param position where the stage stands
 * @param epochs records of the epochs that are done and validated, in order
 * @param selected zero-based epoch that the policy selects so far; 0 before the first is done
 * @param arrays by name; those handed to a {@link Checkpointing} are views of the running training
 */
public record TrainingState(
        String stage, StagePosition position, List<EpochRecord> epochs, int selected, Map<String, INDArray> arrays) {

    static final String PARAMETERS = "parameters";
    static final String UPDATER = "updater";
    static final String BEST = "best";
    static final String LAST_GOOD = "last-good";
    static final String AVERAGE = "average";

    /**
     * Makes a state; list and map are copied, the arrays are not.
     *
     * @throws IllegalArgumentException if the number of records is not the running epoch, or the selected epoch is none of
     *     them
     */
    public TrainingState {
        epochs = List.copyOf(epochs);
        arrays = Map.copyOf(arrays);
        if (epochs.size() != position.epoch()) {
            throw new IllegalArgumentException("state of stage \"" + stage + "\" in epoch " + position.epoch() + " has "
                    + epochs.size() + " records of epochs, allowed are " + position.epoch());
        }
        if (selected < 0 || selected >= Math.max(1, epochs.size())) {
            throw new IllegalArgumentException("selected epoch of stage \"" + stage + "\" is " + selected
                    + ", allowed is 0 to " + Math.max(0, epochs.size() - 1));
        }
    }
}
