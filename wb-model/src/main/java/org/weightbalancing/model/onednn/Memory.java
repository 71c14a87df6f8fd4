package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Descriptions of FLOAT memory in oneDNN's terms, and addresses of ND4J arrays. */
final class Memory {

    private Memory() {}

    /** Memory of the logical shape in the layout of a oneDNN format tag. */
    static dnnl_memory_desc_t of(int tag, long... shape) {
        dnnl_memory_desc_t memory = new dnnl_memory_desc_t();
        OneDnn.check(dnnl_memory_desc_init_by_tag(memory, shape.length, shape, dnnl_f32, tag), "a memory layout");
        return memory;
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

    /** The address of the first element; views share the pointer of their origin. */
    static long address(INDArray array) {
        return array.data().pointer().address() + array.offset() * Float.BYTES;
    }
}
