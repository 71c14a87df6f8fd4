package org.weightbalancing.model.onednn;

/**
 * Working memory that one call of a layer needs and the next may overwrite.
 *
 * <p>There is one per thread, because layers of a network run one after the other: the whole network then needs no more
 * than its hungriest layer, and networks that train side by side never meet. A thread keeps its own until it ends, at the
 * size of the largest request it has made, so a pool of threads that each run a network holds that many.
 */
final class Scratch {

    private static final ThreadLocal<Scratch> CURRENT = ThreadLocal.withInitial(Scratch::new);

    private final AlignedBuffer work = new AlignedBuffer();
    private final AlignedBuffer weights = new AlignedBuffer();
    private final AlignedBuffer left = new AlignedBuffer();
    private final AlignedBuffer right = new AlignedBuffer();

    private Scratch() {}

    static Scratch current() {
        return CURRENT.get();
    }

    /** Memory that a primitive works in. */
    long work(long bytes) {
        return work.atLeast(bytes);
    }

    /** Weights, or their gradient, in the layout a primitive asks for. */
    long weights(long bytes) {
        return weights.atLeast(bytes);
    }

    /** An activation, or its gradient, in the layout a primitive asks for. */
    long left(long bytes) {
        return left.atLeast(bytes);
    }

    /** A second activation beside {@link #left}. */
    long right(long bytes) {
        return right.atLeast(bytes);
    }
}
