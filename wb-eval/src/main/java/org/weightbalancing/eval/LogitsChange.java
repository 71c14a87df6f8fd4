package org.weightbalancing.eval;

import java.io.IOException;

/** Makes other logits of those in a {@link LogitsFile}, some items at a time. */
@FunctionalInterface
public interface LogitsChange {

    /**
     * Returns other logits of the same items, [b, C].
     *
     * @param first the index of the first of them
     * @param logits those of items {@code first}, {@code first + 1}, ..., [b, C]; they may be overwritten and returned
     * @throws IOException if something that it needs cannot be read
     */
    double[][] of(int first, double[][] logits) throws IOException;
}
