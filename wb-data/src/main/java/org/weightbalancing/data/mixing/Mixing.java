package org.weightbalancing.data.mixing;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.weightbalancing.data.Sampler;

/** Mixes the images of a batch, and their labels, with partners. */
@FunctionalInterface
public interface Mixing {
    /**
     * Changes the images and labels of one batch, or leaves them as they are; in the same way whenever it is called for
     * the same pairs and numbers, since an epoch may be entered in its middle.
     *
     * @param pairs the images of a batch, each with its partner; changed
     * @param random the batch's own stream of random numbers; the only source of chance to use
     */
    void mix(Pairs pairs, RandomGenerator random);

    /**
     * Tells where the partners come from.
     *
     * @return the sampler that draws them from the whole set; empty if they are the images of the batch itself in a
     *     random order, so that each is partner of one, possibly of itself
     */
    default Optional<Sampler> partners() {
        return Optional.empty();
    }
}
