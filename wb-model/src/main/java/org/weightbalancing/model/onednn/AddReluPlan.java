package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code max(0, a + b)} of two arrays of equal length, and its gradient, which is the same for both. */
public final class AddReluPlan {

    private final Kernel forward;
    private final Kernel backward;

    private AddReluPlan(Kernel forward, Kernel backward) {
        this.forward = forward;
        this.backward = backward;
    }

    /** The plan for arrays of so many elements. */
    public static AddReluPlan of(long length) {
        dnnl_memory_desc_t memory = Memory.of(dnnl_x, length);
        return new AddReluPlan(forward(memory), backward(memory));
    }

    /** Writes {@code max(0, a + b)} into {@code y}. */
    public void forward(INDArray a, INDArray b, INDArray y) {
        forward.run(Memory.address(a), Memory.address(b), Memory.address(y));
        Memory.keep(a, b, y);
    }

    /** Writes the gradient of either input: that of the output where {@code y} is positive, else 0. */
    public void backward(INDArray y, INDArray epsilon, INDArray gradient) {
        backward.run(Memory.address(y), Memory.address(epsilon), Memory.address(gradient));
        Memory.keep(y, epsilon, gradient);
    }

    private static Kernel forward(dnnl_memory_desc_t memory) {
        dnnl_post_ops relu = Kernel.relu();
        Kernel.Description sum = Kernel.Description.of(
                (result, attributes) -> {
                    dnnl_binary_desc_t d = new dnnl_binary_desc_t();
                    OneDnn.check(dnnl_binary_desc_init(d, dnnl_binary_add, memory, memory, memory), "an addition");
                    return dnnl_primitive_desc_create(
                            result, new const_dnnl_op_desc_t(d), attributes, OneDnn.engine(), null);
                },
                relu);
        dnnl_post_ops_destroy(relu);
        return sum.argument(DNNL_ARG_SRC_0, memory)
                .argument(DNNL_ARG_SRC_1, memory)
                .argument(DNNL_ARG_DST, memory)
                .kernel();
    }

    private static Kernel backward(dnnl_memory_desc_t memory) {
        dnnl_eltwise_desc_t forward = new dnnl_eltwise_desc_t();
        OneDnn.check(
                dnnl_eltwise_forward_desc_init(
                        forward, dnnl_forward_training, dnnl_eltwise_relu_use_dst_for_bwd, memory, 0, 0),
                "a ReLU");
        Kernel.Description hint = Kernel.Description.of((result, attributes) -> dnnl_primitive_desc_create(
                result, new const_dnnl_op_desc_t(forward), attributes, OneDnn.engine(), null));
        Kernel backward = Kernel.Description.of((result, attributes) -> {
                    dnnl_eltwise_desc_t d = new dnnl_eltwise_desc_t();
                    OneDnn.check(
                            dnnl_eltwise_backward_desc_init(d, dnnl_eltwise_relu_use_dst_for_bwd, memory, memory, 0, 0),
                            "a ReLU");
                    return dnnl_primitive_desc_create(
                            result, new const_dnnl_op_desc_t(d), attributes, OneDnn.engine(), hint.get());
                })
                .argument(DNNL_ARG_DST, memory)
                .argument(DNNL_ARG_DIFF_DST, memory)
                .argument(DNNL_ARG_DIFF_SRC, memory)
                .kernel();
        hint.discard();
        return backward;
    }
}
