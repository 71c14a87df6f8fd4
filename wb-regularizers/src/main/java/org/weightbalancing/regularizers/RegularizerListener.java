package org.weightbalancing.regularizers;

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
        List<Filters> selected = filter.in(model);
        parameters = selected.stream().filter(filters -> !filters.isFrozen()).toList();
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "the parameter filter " + filter + " selects only frozen parameters: " + selected);
        }
        bound = Optional.of(model);
        parameters.forEach(regularizer::begin);
        if (cadence == Cadence.ONCE) {
            project();
        }
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

    private void project() {
        parameters.forEach(regularizer::project);
    }
}
