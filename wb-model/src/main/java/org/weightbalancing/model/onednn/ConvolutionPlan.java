package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oihw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.Optional;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One convolution at one shape: activations [b, h, w, c] and weights [out, in, kernel, kernel] in ND4J's order, and
 * inside the layouts that oneDNN's kernels want.
 *
 * <p>Winograd's algorithm (F(4x4, 3x3); Lavin and Gray, CVPR 2016) where the shape favours it and the processor has it,
 * direct convolution elsewhere.
 */
public final class ConvolutionPlan {

    private final Forward forward;
    private final BackwardData backwardData;
    private final BackwardWeights backwardWeights;
    private final boolean sharedEpsilon;

    private ConvolutionPlan(
            Forward forward, BackwardData backwardData, BackwardWeights backwardWeights, boolean sharedEpsilon) {
        this.forward = forward;
        this.backwardData = backwardData;
        this.backwardWeights = backwardWeights;
        this.sharedEpsilon = sharedEpsilon;
    }

    /** The fastest plan that this processor has for the shape. */
    public static ConvolutionPlan of(ConvolutionShape shape) {
        Optional<ConvolutionPlan> winograd =
                shape.favoursWinograd() ? tryOf(new Problem(shape, dnnl_convolution_winograd)) : Optional.empty();
        return winograd.or(() -> tryOf(new Problem(shape, dnnl_convolution_direct)))
                .orElseThrow(() -> new IllegalStateException("oneDNN has no convolution for " + shape));
    }

    private static Optional<ConvolutionPlan> tryOf(Problem problem) {
        Optional<Kernel.Description> forward = Kernel.Description.tryOf(problem::forward);
        Optional<Kernel.Description> data = Kernel.Description.tryOf(problem::backwardData);
        Optional<Kernel.Description> weights = Kernel.Description.tryOf(problem::backwardWeights);
        if (forward.isEmpty() || data.isEmpty() || weights.isEmpty()) {
            return Optional.empty();
        }
        boolean sharedEpsilon = dnnl_memory_desc_equal(
                        data.get().layout(dnnl_query_diff_dst_md), weights.get().layout(dnnl_query_diff_dst_md))
                != 0;
        return Optional.of(new ConvolutionPlan(
                Forward.of(problem, forward.get()),
                BackwardData.of(problem, data.get()),
                BackwardWeights.of(problem, weights.get()),
                sharedEpsilon));
    }

    /** Writes the convolution of {@code x} [b, h, w, in] into {@code y} [b, h', w', out]. */
    public void forward(INDArray x, INDArray weights, INDArray y) {
        forward.run(Memory.address(x), Memory.address(weights), Memory.address(y));
    }

    /** Writes the gradient of the weights, given the input of the forward pass and the gradient of its output. */
    public void backward(INDArray x, INDArray epsilon, INDArray weightsGradient) {
        backwardWeights.run(Memory.address(x), Memory.address(epsilon), Memory.address(weightsGradient));
    }

    /** Writes the gradients of the weights and of the input. */
    public void backward(
            INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient, INDArray inputGradient) {
        long outer = Memory.address(epsilon);
        long inner = backwardWeights.run(Memory.address(x), outer, Memory.address(weightsGradient));
        backwardData.run(
                Memory.address(weights),
                sharedEpsilon ? inner : backwardData.epsilon().into(Scratch.current()::left, outer),
                Memory.address(inputGradient));
    }

    // The convolution in oneDNN's terms: outer layouts are ours, inner ones are its choice.
    private static final class Problem {
        final int algorithm;
        final long[] stride;
        final long[] padding;
        final dnnl_memory_desc_t x;
        final dnnl_memory_desc_t y;
        final dnnl_memory_desc_t weights;
        final dnnl_memory_desc_t innerX;
        final dnnl_memory_desc_t innerY;
        final dnnl_memory_desc_t innerWeights;

        Problem(ConvolutionShape s, int algorithm) {
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

    private record Forward(Reorder x, Reorder weights, Reorder y, Kernel kernel) {

        static Forward of(Problem p, Kernel.Description d) {
            dnnl_memory_desc_t x = d.layout(dnnl_query_src_md);
            dnnl_memory_desc_t weights = d.layout(dnnl_query_weights_md);
            dnnl_memory_desc_t y = d.layout(dnnl_query_dst_md);
            return new Forward(
                    Reorder.between(p.x, x),
                    Reorder.between(p.weights, weights),
                    Reorder.between(y, p.y),
                    d.argument(DNNL_ARG_SRC, x)
                            .argument(DNNL_ARG_WEIGHTS, weights)
                            .argument(DNNL_ARG_DST, y)
                            .kernel());
        }

        void run(long from, long w, long to) {
            Scratch scratch = Scratch.current();
            long result = y.source(scratch::right, to);
            kernel.run(x.into(scratch::left, from), weights.into(scratch::weights, w), result);
            y.deliver(result, to);
        }
    }

    private record BackwardData(Reorder weights, Reorder epsilon, Reorder gradient, Kernel kernel) {

        static BackwardData of(Problem p, Kernel.Description d) {
            dnnl_memory_desc_t weights = d.layout(dnnl_query_weights_md);
            dnnl_memory_desc_t epsilon = d.layout(dnnl_query_diff_dst_md);
            dnnl_memory_desc_t gradient = d.layout(dnnl_query_diff_src_md);
            return new BackwardData(
                    Reorder.between(p.weights, weights),
                    Reorder.between(p.y, epsilon),
                    Reorder.between(gradient, p.x),
                    d.argument(DNNL_ARG_WEIGHTS, weights)
                            .argument(DNNL_ARG_DIFF_DST, epsilon)
                            .argument(DNNL_ARG_DIFF_SRC, gradient)
                            .kernel());
        }

        void run(long w, long innerEpsilon, long to) {
            Scratch scratch = Scratch.current();
            long result = gradient.source(scratch::right, to);
            kernel.run(weights.into(scratch::weights, w), innerEpsilon, result);
            gradient.deliver(result, to);
        }
    }

    private record BackwardWeights(Reorder x, Reorder epsilon, Reorder gradient, Kernel kernel) {

        static BackwardWeights of(Problem p, Kernel.Description d) {
            dnnl_memory_desc_t x = d.layout(dnnl_query_src_md);
            dnnl_memory_desc_t epsilon = d.layout(dnnl_query_diff_dst_md);
            dnnl_memory_desc_t gradient = d.layout(dnnl_query_diff_weights_md);
            return new BackwardWeights(
                    Reorder.between(p.x, x),
                    Reorder.between(p.y, epsilon),
                    Reorder.between(gradient, p.weights),
                    d.argument(DNNL_ARG_SRC, x)
                            .argument(DNNL_ARG_DIFF_DST, epsilon)
                            .argument(DNNL_ARG_DIFF_WEIGHTS, gradient)
                            .kernel());
        }

        /** Where the gradient of the output lies in the layout of this kernel. */
        long run(long from, long eps, long to) {
            Scratch scratch = Scratch.current();
            long result = gradient.source(scratch::weights, to);
            long innerEpsilon = epsilon.into(scratch::left, eps);
            kernel.run(x.into(scratch::right, from), innerEpsilon, result);
            gradient.deliver(result, to);
            return innerEpsilon;
        }
    }
}
