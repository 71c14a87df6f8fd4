package org.weightbalancing.regularizers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Applies a {@link Regularizer} to chosen parameters during training: attach it with {@code addListeners}, nothing else
 * of the network need change.
 *
 * <p>The rule begins at the first contact with the network, which is before its first update: at {@link #begin}, at the
 * start of an epoch or at the first gradient, whichever is first. It sees the gradients of every step, and projects at
 * the {@link Cadence}: after the updater and before DL4J's own constraints, or at the end of the epoch. DL4J announces
 * epochs when it iterates itself; whoever calls {@code fit(DataSet)} in a loop of their own must call
 * {@link #onEpochEnd} for {@link Cadence#EVERY_EPOCH}. Momentum is never projected.
 *
 * <p>Training that stopped in its middle goes on with {@link #resume} in place of {@link #begin}, from a {@link #state}
 * taken between two steps.
 *
 * <p>Frozen layers are left alone, and so is the gradient of a layer that back-propagation did not reach. Listeners run
 * in the order they were added: put regularizers first and those that measure after them. One listener serves one
 * network.
 */
public final class RegularizerListener extends BaseTrainingListener {

    private final Regularizer regularizer;
    private final ParameterFilter filter;
    private final Cadence cadence;
    private Optional<Model> bound = Optional.empty();
    private List<Filters> parameters = List.of();

    /** Joins what is done, where and when. */
    public RegularizerListener(Regularizer regularizer, ParameterFilter filter, Cadence cadence) {
        this.regularizer = regularizer;
        this.filter = filter;
        this.cadence = cadence;
    }

    /**
     * Binds the listener to a network and lets the rule begin there; does nothing if that has happened.
     *
     * @throws IllegalArgumentException if the filter names an unknown layer, selects nothing, or only frozen parameters
     * @throws IllegalStateException if the listener serves another network
     */
    public void begin(Model model) {
        if (bound.isPresent()) {
            if (bound.get() != model) {
                throw new IllegalStateException(
                        "the listener of " + regularizer + " already serves another network; make one for each");
            }
            return;
        }
        parameters = trained(model);
        bound = Optional.of(model);
        parameters.forEach(regularizer::begin);
        if (cadence == Cadence.ONCE) {
            project();
        }
    }

    /**
     * Returns what {@link #resume} needs to go on from this moment between two steps.
     *
     * @return what the rule remembers if it is {@link Resumable}, else an empty array; before the listener has begun, a
     *     mark of that, never empty
     */
    public byte[] state() {
        return bound.isPresent() ? RuleState.of(regularizer) : notBegun();
    }

    /**
     * Binds a listener that has not begun to a network, as it was when the state was taken from a listener made alike.
     *
     * <p>A rule that remembers does not begin: it takes back what it knew, and derives nothing from the parameters of now.
     * {@link Cadence#ONCE} has had its projection and gets no other. A rule that remembers nothing does begin, since all
     * that can be left for that moment are its checks. If the state is that of a listener that had not begun,
     * nothing is done: this one begins when the other would have.
     *
     * @param model the network with the parameters it had at that moment
     * @param state from {@link #state}
     * @throws IllegalArgumentException as {@link #begin}, or if the state is not one of this rule; the listener then
     *     remains free
     * @throws IllegalStateException if the listener has begun
     */
    public void resume(Model model, byte[] state) {
        if (bound.isPresent()) {
            throw new IllegalStateException(
                    "the listener of " + regularizer + " has begun already; resume with a new one");
        }
        if (Arrays.equals(state, notBegun())) {
            return;
        }
        List<Filters> resumed = trained(model);
        RuleState.restore(regularizer, state);
        if (state.length == 0) {
            resumed.forEach(regularizer::begin);
        }
        parameters = resumed;
        bound = Optional.of(model);
    }

    @Override
    public void onEpochStart(Model model) {
        begin(model);
    }

    @Override
    public void onGradientCalculation(Model model) {
        begin(model);
        // DL4J divides the summed gradients by the batch size only in networks configured so.
        int batch = model.conf().isMiniBatch() ? model.batchSize() : 1;
        for (Filters filters : parameters) {
            INDArray gradient = model.gradient().getGradientFor(filters.qualifiedKey());
            if (gradient != null) {
                regularizer.gradient(filters, gradient, batch);
            }
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        begin(model);
        if (cadence == Cadence.EVERY_STEP) {
            project();
        }
    }

    @Override
    public void onEpochEnd(Model model) {
        begin(model);
        if (cadence == Cadence.EVERY_EPOCH) {
            project();
        }
    }

    @Override
    public String toString() {
        return "RegularizerListener[" + regularizer + ", " + filter + ", " + cadence + "]";
    }

    private List<Filters> trained(Model model) {
        List<Filters> selected = filter.in(model);
        List<Filters> trained =
                selected.stream().filter(filters -> !filters.isFrozen()).toList();
        if (trained.isEmpty()) {
            throw new IllegalArgumentException(
                    "the parameter filter " + filter + " selects only frozen parameters: " + selected);
        }
        return trained;
    }

    private static byte[] notBegun() {
        return RuleState.write("a listener that has not begun", out -> {});
    }

    private void project() {
        parameters.forEach(regularizer::project);
    }
}
