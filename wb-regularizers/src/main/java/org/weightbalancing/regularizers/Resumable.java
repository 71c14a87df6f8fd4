package org.weightbalancing.regularizers;

/**
 * A {@link Regularizer} that remembers, such as {@link MaxNorm} its radii, and whose memory can be written and taken back:
 * training that was stopped in its middle then goes on as if it had not been.
 *
 * <p>A rule that remembers without being this starts afresh when training goes on, see {@link RegularizerListener#resume}.
 */
public interface Resumable {

    /**
     * Returns all that is remembered, as bytes that mean the same on every platform.
     *
     * @return a new array, empty only if a {@link Regularizer#begin} on the same parameters would bring back all there is
     *     to remember
     */
    byte[] state();

    /**
     * Forgets what is remembered and takes back what {@link #state} of a rule made alike returned; the next call is then
     * not {@link Regularizer#begin}, but what would have followed in the other.
     *
     * @throws IllegalArgumentException if the bytes are not those of such a rule, or not whole; nothing changes then
     */
    void restore(byte[] state);
}
