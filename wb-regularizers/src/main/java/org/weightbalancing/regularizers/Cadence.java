package org.weightbalancing.regularizers;

/** How often a {@link RegularizerListener} projects; gradients are always changed at every step. */
public enum Cadence {
    /** After every parameter update: projected gradient descent. */
    EVERY_STEP,
    /** At the end of every epoch, as the published code of weight balancing does. */
    EVERY_EPOCH,
    /** A single time, before the first update that the listener sees. */
    ONCE
}
