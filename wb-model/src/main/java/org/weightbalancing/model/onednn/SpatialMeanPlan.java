package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;

import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each channel over the picture, to [b, c] in either order of the activation, and its gradient. */
public final class SpatialMeanPlan {

    private static final long[] NO_PADDING = {0, 0};

    private final Kernel forward;
    private final Kernel backward;

    private SpatialMeanPlan(Kernel forward, Kernel backward) {
        this.forward = forward;
        this.backward = backward;
    }

    /** The plan for activations of the shape. */
    public static SpatialMeanPlan of(ActivationShape shape) {
        dnnl_memory_desc_t x = Memory.of(shape);
        dnnl_memory_desc_t y = Memory.of(new ActivationShape(shape.batch(), 1, 1, shape.channels(), shape.blocked()));
        long[] window = {shape.height(), shape.width()};
        Kernel.Description hint = Kernel.Description.of(
                (result, attributes) -> forward(result, attributes, dnnl_forward_training, x, y, window));
        Kernel backward = Kernel.Description.of(
                        (result, attributes) -> backward(result, attributes, x, y, window, hint.get()))
                .argument(DNNL_ARG_DIFF_DST, y)
                .argument(DNNL_ARG_DIFF_SRC, x)
                .kernel();
        hint.discard();
        Kernel forward = Kernel.Description.of(
                        (result, attributes) -> forward(result, attributes, dnnl_forward_inference, x, y, window))
                .argument(DNNL_ARG_SRC, x)
                .argument(DNNL_ARG_DST, y)
                .kernel();
        return new SpatialMeanPlan(forward, backward);
    }

    /** Writes the means [b, c]. */
    public void forward(INDArray x, INDArray y) {
        forward.run(Memory.address(x), Memory.address(y));
        Memory.keep(x, y);
    }

    /** Writes the gradient of the activation: each pixel's equal share. */
    public void backward(INDArray epsilon, INDArray gradient) {
        backward.run(Memory.address(epsilon), Memory.address(gradient));
        Memory.keep(epsilon, gradient);
    }

    private static int forward(
            dnnl_primitive_desc result,
            dnnl_primitive_attr attributes,
            int kind,
            dnnl_memory_desc_t x,
            dnnl_memory_desc_t y,
            long[] window) {
        dnnl_pooling_desc_t d = new dnnl_pooling_desc_t();
        OneDnn.check(
                dnnl_pooling_forward_desc_init(
                        d, kind, dnnl_pooling_avg_exclude_padding, x, y, window, window, NO_PADDING, NO_PADDING),
                "a mean");
        return dnnl_primitive_desc_create(result, new const_dnnl_op_desc_t(d), attributes, OneDnn.engine(), null);
    }

    private static int backward(
            dnnl_primitive_desc result,
            dnnl_primitive_attr attributes,
            dnnl_memory_desc_t x,
            dnnl_memory_desc_t y,
            long[] window,
            dnnl_primitive_desc hint) {
        dnnl_pooling_desc_t d = new dnnl_pooling_desc_t();
        OneDnn.check(
                dnnl_pooling_backward_desc_init(
                        d, dnnl_pooling_avg_exclude_padding, x, y, window, window, NO_PADDING, NO_PADDING),
                "a mean");
        return dnnl_primitive_desc_create(result, new const_dnnl_op_desc_t(d), attributes, OneDnn.engine(), hint);
    }
}
