package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oihw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** One convolution by one algorithm in oneDNN's terms: outer layouts are ours, inner ones are its choice. */
final class ConvolutionProblem {

    private final int algorithm;
    private final long[] stride;
    private final long[] padding;
    final dnnl_memory_desc_t x;
    final dnnl_memory_desc_t y;
    final dnnl_memory_desc_t weights;
    final dnnl_memory_desc_t bias;
    private final dnnl_memory_desc_t innerX;
    private final dnnl_memory_desc_t innerY;
    private final dnnl_memory_desc_t innerWeights;

    ConvolutionProblem(ConvolutionShape s, int algorithm) {
        this.algorithm = algorithm;
        stride = new long[] {s.stride(), s.stride()};
        padding = new long[] {s.padding(), s.padding()};
        ActivationShape in = inOrderOf(s.x(), s.y());
        ActivationShape out = inOrderOf(s.y(), s.x());
        x = Memory.of(in);
        y = Memory.of(out);
        long[] kernel = {s.out(), s.in(), s.kernel(), s.kernel()};
        weights = Memory.of(dnnl_oihw, kernel);
        bias = Memory.of(dnnl_x, s.out());
        // Direct kernels lose nothing on either order if it is one; Winograd's exist for blocks only.
        boolean free = isWinograd() || in.blocked() != out.blocked();
        innerX = free ? any(in) : x;
        innerY = free ? any(out) : y;
        innerWeights = Memory.of(dnnl_format_tag_any, kernel);
    }

    // One block of channels is both orders at once. Where either would do, the kernels for channels last are faster.
    private ActivationShape inOrderOf(ActivationShape shape, ActivationShape other) {
        if (shape.channels() != ActivationShape.BLOCK) {
            return shape;
        }
        return isWinograd()
                ? shape.inBlocks(true)
                : shape.inBlocks(other.blocked() && other.channels() != ActivationShape.BLOCK);
    }

    private static dnnl_memory_desc_t any(ActivationShape s) {
        return Memory.of(dnnl_format_tag_any, s.batch(), s.channels(), s.height(), s.width());
    }

    boolean isWinograd() {
        return algorithm == dnnl_convolution_winograd;
    }

    int forward(dnnl_primitive_desc result, dnnl_primitive_attr attributes) {
        return forward(null, result, attributes);
    }

    int forwardWithBias(dnnl_primitive_desc result, dnnl_primitive_attr attributes) {
        return forward(bias, result, attributes);
    }

    // The null is oneDNN's own for no bias. What it calls inference wants weights that are transformed beforehand, into
    // four times their memory; transforming them in passing costs a thirtieth of the time.
    private int forward(dnnl_memory_desc_t innerBias, dnnl_primitive_desc result, dnnl_primitive_attr attributes) {
        dnnl_convolution_desc_t d = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_convolution_forward_desc_init(
                        d,
                        dnnl_forward_training,
                        algorithm,
                        innerX,
                        innerWeights,
                        innerBias,
                        innerY,
                        stride,
                        padding,
                        padding),
                "a convolution");
        return create(result, d, attributes);
    }

    int backwardData(dnnl_primitive_desc result, dnnl_primitive_attr attributes) {
        dnnl_convolution_desc_t d = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_convolution_backward_data_desc_init(
                        d, algorithm, innerX, innerWeights, innerY, stride, padding, padding),
                "a convolution");
        return create(result, d, attributes);
    }

    int backwardWeights(dnnl_primitive_desc result, dnnl_primitive_attr attributes) {
        dnnl_convolution_desc_t d = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_convolution_backward_weights_desc_init(
                        d, algorithm, innerX, innerWeights, null, innerY, stride, padding, padding),
                "a convolution");
        return create(result, d, attributes);
    }

    private static int create(
            dnnl_primitive_desc result, dnnl_convolution_desc_t operation, dnnl_primitive_attr attributes) {
        return dnnl_primitive_desc_create(
                result, new const_dnnl_op_desc_t(operation), attributes, OneDnn.engine(), null);
    }
}
