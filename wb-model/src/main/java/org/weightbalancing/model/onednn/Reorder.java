package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.bytedeco.dnnl.dnnl_memory_desc_t;

/** Copies memory from one layout into another; does nothing when the two are the same. */
final class Reorder {

    private final Optional<Kernel> kernel;
    private final long fromBytes;
    private final long toBytes;

    private Reorder(Optional<Kernel> kernel, long fromBytes, long toBytes) {
        this.kernel = kernel;
        this.fromBytes = fromBytes;
        this.toBytes = toBytes;
    }

    static Reorder between(dnnl_memory_desc_t from, dnnl_memory_desc_t to) {
        return new Reorder(
                dnnl_memory_desc_equal(from, to) == 0 ? Optional.of(kernel(from, to)) : Optional.empty(),
                Memory.bytes(from),
                Memory.bytes(to));
    }

    private static Kernel kernel(dnnl_memory_desc_t from, dnnl_memory_desc_t to) {
        return Kernel.Description.of((result, attributes) -> dnnl_reorder_primitive_desc_create(
                        result, from, OneDnn.engine(), to, OneDnn.engine(), attributes))
                .argument(DNNL_ARG_FROM, from)
                .argument(DNNL_ARG_TO, to)
                .kernel();
    }

    /** Where the data lies in the second layout: in memory asked for by size, or still where it was. */
    long into(LongUnaryOperator memory, long from) {
        if (kernel.isEmpty()) {
            return from;
        }
        long to = memory.applyAsLong(toBytes);
        kernel.get().run(from, to);
        return to;
    }

    /** Where data in the first layout is to be written, so that {@link #deliver} brings it to its destination. */
    long source(LongUnaryOperator memory, long destination) {
        return kernel.isEmpty() ? destination : memory.applyAsLong(fromBytes);
    }

    /** Brings what was written at {@link #source} to the destination. */
    void deliver(long source, long destination) {
        kernel.ifPresent(copy -> copy.run(source, destination));
    }
}
