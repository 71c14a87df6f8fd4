package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.bytedeco.dnnl.dnnl_memory_desc_t;

/**
 * Brings memory from one layout into another; does nothing when the two are the same.
 *
 * <p>Where a kernel demands memory that starts on a 64-byte boundary, as Winograd's do, memory that does not is copied
 * even then.
 */
final class Reorder {

    private final Optional<Kernel> kernel;
    private final dnnl_memory_desc_t target;
    private final long fromBytes;
    private final long toBytes;
    private final boolean aligned;

    private Reorder(dnnl_memory_desc_t from, dnnl_memory_desc_t to, boolean aligned) {
        this.kernel = dnnl_memory_desc_equal(from, to) == 0 ? Optional.of(kernel(from, to)) : Optional.empty();
        this.target = to;
        this.fromBytes = Memory.bytes(from);
        this.toBytes = Memory.bytes(to);
        this.aligned = aligned;
    }

    static Reorder between(dnnl_memory_desc_t from, dnnl_memory_desc_t to, boolean aligned) {
        return new Reorder(from, to, aligned);
    }

    /** The copy from one layout into another. */
    static Kernel kernel(dnnl_memory_desc_t from, dnnl_memory_desc_t to) {
        return Kernel.Description.of((result, attributes) -> dnnl_reorder_primitive_desc_create(
                        result, from, OneDnn.engine(), to, OneDnn.engine(), attributes))
                .argument(DNNL_ARG_FROM, from)
                .argument(DNNL_ARG_TO, to)
                .kernel();
    }

    /** Whether this and the other bring memory into one layout. */
    boolean sameTarget(Reorder other) {
        return aligned == other.aligned && dnnl_memory_desc_equal(target, other.target) != 0;
    }

    /** Where the data lies in the second layout: in memory asked for by size, or still where it was. */
    long into(LongUnaryOperator memory, long from) {
        if (kernel.isEmpty() && isUsable(from)) {
            return from;
        }
        long to = memory.applyAsLong(toBytes);
        copy(from, to);
        return to;
    }

    /** Where data in the first layout is to be written, so that {@link #deliver} brings it to its destination. */
    long source(LongUnaryOperator memory, long destination) {
        return kernel.isEmpty() && isUsable(destination) ? destination : memory.applyAsLong(fromBytes);
    }

    /** Brings what was written at {@link #source} to the destination. */
    void deliver(long source, long destination) {
        if (source != destination) {
            copy(source, destination);
        }
    }

    private void copy(long from, long to) {
        if (kernel.isPresent()) {
            kernel.get().run(from, to);
        } else {
            Memory.copy(from, to, toBytes);
        }
    }

    private boolean isUsable(long address) {
        return !aligned || address % Memory.ALIGNMENT == 0;
    }
}
