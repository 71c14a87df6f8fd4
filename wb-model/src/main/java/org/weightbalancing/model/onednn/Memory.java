package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw16c;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Descriptions of FLOAT memory in oneDNN's terms, and addresses of ND4J arrays. */
final class Memory {

    /** Bytes: a line of the cache, and of AVX-512. */
    static final int ALIGNMENT = 64;

    private Memory() {}

    /** Memory of the logical shape in the layout of a oneDNN format tag. */
    static dnnl_memory_desc_t of(int tag, long... shape) {
        dnnl_memory_desc_t memory = new dnnl_memory_desc_t();
        OneDnn.check(dnnl_memory_desc_init_by_tag(memory, shape.length, shape, dnnl_f32, tag), "a memory layout");
        return memory;
    }

    /** An activation as it lies in memory. */
    static dnnl_memory_desc_t of(ActivationShape s) {
        return of(s.blocked() ? dnnl_nChw16c : dnnl_nhwc, s.batch(), s.channels(), s.height(), s.width());
    }

    static long bytes(dnnl_memory_desc_t memory) {
        return dnnl_memory_desc_get_size(memory);
    }

    /**
     * Keeps arrays, and plans that own memory, reachable up to this call: an address alone does not stop the garbage
     * collector from freeing what lies there while a kernel works on it.
     */
    @SuppressWarnings("ReachabilityFenceUsage") // Callers come here after the kernel; when it threw, none is running.
    static void keep(Object... owners) {
        Reference.reachabilityFence(owners);
    }

    /** Copies so many bytes. */
    static void copy(long from, long to, long bytes) {
        Pointer.memcpy(new Address().to(to), new Address().to(from), bytes);
    }

    /** Sets so many bytes to 0. */
    static void zero(long address, long bytes) {
        Pointer.memset(new Address().to(address), 0, bytes);
    }

    /** The address of the first element; views share the pointer of their origin. */
    static long address(INDArray array) {
        return array.data().pointer().address() + array.offset() * Float.BYTES;
    }

    /** A pointer to memory that belongs to somebody else. */
    static final class Address extends Pointer {
        Address to(long value) {
            address = value;
            return this;
        }
    }
}
