package org.weightbalancing.app;

import org.weightbalancing.data.Sampler;

/** Names which training images an epoch shows, and in which order. */
public interface SamplerSettings extends ComponentSettings<Sampler> {

    /** Every image once, in random order. */
    record Instance() implements SamplerSettings {}

    /** Every class equally often, with replacement. */
    record ClassBalanced() implements SamplerSettings {}
}
