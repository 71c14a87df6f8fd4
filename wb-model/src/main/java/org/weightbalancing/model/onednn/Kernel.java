package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * A oneDNN primitive with its arguments, run on addresses.
 *
 * <p>Addresses are given to oneDNN only when they differ from those of the last run. Not safe for use by two threads at
 * once: each layer of each network owns its kernels. Native objects are destroyed when the kernel is unreachable.
 */
final class Kernel {

    private static final Cleaner CLEANER = Cleaner.create();

    /** How a primitive is described to oneDNN: fills the descriptor from operation, attributes and engine. */
    interface Recipe {
        int describe(dnnl_primitive_desc result, dnnl_primitive_attr attributes);
    }

    private final Natives natives;
    private final dnnl_exec_arg_t arguments;
    private final long[] bound;
    private final Memory.Address address = new Memory.Address();
    private final long scratchBytes;

    private Kernel(Natives natives, dnnl_exec_arg_t arguments, long scratchBytes) {
        this.natives = natives;
        this.arguments = arguments;
        this.bound = new long[natives.memories.length];
        this.scratchBytes = scratchBytes;
        CLEANER.register(this, natives);
    }

    /** ReLU as an operation that follows a primitive; the caller destroys it. */
    static dnnl_post_ops relu() {
        dnnl_post_ops relu = new dnnl_post_ops();
        OneDnn.check(dnnl_post_ops_create(relu), "post operations");
        OneDnn.check(dnnl_post_ops_append_eltwise(relu, 1, dnnl_eltwise_relu, 0, 0), "a ReLU");
        return relu;
    }

    /** Runs the primitive on the addresses of its arguments, in the order in which they were declared. */
    void run(long... addresses) {
        try {
            for (int i = 0; i < addresses.length; i++) {
                bind(i, addresses[i]);
            }
            if (scratchBytes > 0) {
                bind(addresses.length, Scratch.current().work(scratchBytes));
            }
            OneDnn.check(
                    dnnl_primitive_execute(natives.primitive, OneDnn.stream(), bound.length, arguments),
                    "an execution");
        } finally {
            // Else the cleaner might destroy the primitive while it runs.
            Reference.reachabilityFence(this);
        }
    }

    private void bind(int argument, long to) {
        if (bound[argument] != to) {
            dnnl_memory_set_data_handle(natives.memories[argument], address.to(to));
            bound[argument] = to;
        }
    }

    /** A primitive that oneDNN has accepted and that waits for its arguments. */
    static final class Description {
        private final dnnl_primitive_desc description;
        private final List<Integer> numbers = new ArrayList<>();
        private final List<dnnl_memory_desc_t> layouts = new ArrayList<>();

        private Description(dnnl_primitive_desc description) {
            this.description = description;
        }

        /** The description, or nothing when oneDNN has no implementation for it. */
        static Optional<Description> tryOf(Recipe recipe, dnnl_post_ops... postOps) {
            dnnl_primitive_attr attributes = new dnnl_primitive_attr();
            OneDnn.check(dnnl_primitive_attr_create(attributes), "attributes");
            try {
                OneDnn.check(
                        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "a scratchpad");
                for (dnnl_post_ops operations : postOps) {
                    OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, operations), "post operations");
                }
                dnnl_primitive_desc result = new dnnl_primitive_desc();
                return recipe.describe(result, attributes) == dnnl_success
                        ? Optional.of(new Description(result))
                        : Optional.empty();
            } finally {
                dnnl_primitive_attr_destroy(attributes);
            }
        }

        static Description of(Recipe recipe, dnnl_post_ops... postOps) {
            return tryOf(recipe, postOps)
                    .orElseThrow(() -> new IllegalStateException("oneDNN has no implementation for this layer"));
        }

        /** Ends a description of which no kernel is made. */
        void discard() {
            dnnl_primitive_desc_destroy(description);
        }

        dnnl_primitive_desc get() {
            return description;
        }

        /** The layout that the primitive wants for an argument, by oneDNN's query number. */
        dnnl_memory_desc_t layout(int query) {
            dnnl_memory_desc_t own = new dnnl_memory_desc_t();
            // What the query answers lives no longer than the description.
            Pointer.memcpy(own, dnnl_primitive_desc_query_md(description, query, 0), own.sizeof());
            return own;
        }

        /** Declares the next argument by oneDNN's number and its layout. */
        Description argument(int number, dnnl_memory_desc_t layout) {
            numbers.add(number);
            layouts.add(layout);
            return this;
        }

        /** The kernel of the arguments declared; ends the description. */
        Kernel kernel() {
            long scratchBytes = Memory.bytes(layout(dnnl_query_scratchpad_md));
            if (scratchBytes > 0) {
                argument(DNNL_ARG_SCRATCHPAD, layout(dnnl_query_scratchpad_md));
            }
            dnnl_memory[] memories = layouts.stream().map(Description::memory).toArray(dnnl_memory[]::new);
            dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(memories.length);
            for (int i = 0; i < memories.length; i++) {
                arguments.position(i).arg(numbers.get(i)).memory(memories[i]);
            }
            arguments.position(0);
            dnnl_primitive primitive = new dnnl_primitive();
            OneDnn.check(dnnl_primitive_create(primitive, description), "a primitive");
            dnnl_primitive_desc_destroy(description);
            return new Kernel(new Natives(primitive, memories), arguments, scratchBytes);
        }

        private static dnnl_memory memory(dnnl_memory_desc_t layout) {
            dnnl_memory memory = new dnnl_memory();
            OneDnn.check(dnnl_memory_create(memory, layout, OneDnn.engine(), new Memory.Address().to(0)), "a memory");
            return memory;
        }
    }

    // Holds what must be destroyed and, by design, no reference to the kernel.
    private static final class Natives implements Runnable {
        private final dnnl_primitive primitive;
        private final dnnl_memory[] memories;

        Natives(dnnl_primitive primitive, dnnl_memory[] memories) {
            this.primitive = primitive;
            this.memories = memories;
        }

        @Override
        public void run() {
            dnnl_primitive_destroy(primitive);
            Arrays.stream(memories).forEach(dnnl::dnnl_memory_destroy);
        }
    }
}
