package org.weightbalancing.regularizers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A rule about the parameters of a network, as up to three moments of training that each do nothing unless overridden.
 *
 * <p>A rule sees one parameter at a time and decides <em>what</em> happens to it. <em>Which</em> parameters it sees is
 * the {@link ParameterFilter}'s concern, <em>when</em> is the {@link Cadence}'s; {@link RegularizerListener} joins the
 * three. One instance serves one network: a rule may remember what it saw in {@link #begin}, and is {@link Resumable}
 * then.
 */
public interface Regularizer {

    /**
     * Looks at a parameter before the first update of training, for instance to derive a threshold from its initial
     * norms. Called once per parameter; calling it again starts afresh.
     */
    default void begin(Filters filters) {}

    /**
     * Changes the gradient of a parameter in place, after back-propagation and before the updater.
     *
     * @param filters the parameter; changed here only by a rule that must come between back-propagation and the updater,
     *     as {@link DecoupledWeightDecay}
     * @param gradient shaped as {@link Filters#values()}: the <em>sum</em> of the loss gradients over the batch
     * @param batch the number DL4J will divide {@code gradient} by: the batch size, or 1 if the network was configured
     *     with {@code miniBatch(false)}
     */
    default void gradient(Filters filters, INDArray gradient, int batch) {}

    /** Changes a parameter in place, for instance by projecting it onto a set of allowed values. */
    default void project(Filters filters) {}
}
