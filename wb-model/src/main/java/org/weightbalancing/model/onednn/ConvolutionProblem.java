package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oihw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;

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
    private final dnnl_memory_desc_t innerX;
    private final dnnl_memory_desc_t innerY;
    private final dnnl_memory_desc_t innerWeights;

    ConvolutionProblem(ConvolutionShape s, int algorithm) {
        this.algorithm = algorithm;
        stride = new long[] {s.stride(), s.stride()};
        padding = new long[] {s.padding(), s.padding()};
        long[] in = {s.batch(), s.in(), s.height(), s.width()};
        long[] out = {s.batch(), s.out(), s.outHeight(), s.outWidth()};
        long[] kernel = {s.out(), s.in(), s.kernel(), s.kernel()};
        x = Memory.of(dnnl_nhwc, in);
        y = Memory.of(dnnl_nhwc, out);
        weights = Memory.of(dnnl_oihw, kernel);
        // Direct kernels lose nothing on [b, h, w, c]; Winograd's exist for blocked layouts only.
        int activations = algorithm == dnnl_convolution_winograd ? dnnl_format_tag_any : dnnl_nhwc;
        innerX = Memory.of(activations, in);
        innerY = Memory.of(activations, out);
        innerWeights = Memory.of(dnnl_format_tag_any, kernel);
    }

    int forward(dnnl_primitive_desc result, dnnl_primitive_attr attributes) {
        dnnl_convolution_desc_t d = new dnnl_convolution_desc_t();
        OneDnn.check(
                dnnl_convolution_forward_desc_init(
                        d,
                        dnnl_forward_training,
                        algorithm,
                        innerX,
                        innerWeights,
                        null,
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
