package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
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
        Optional<ConvolutionPlan> winograd = shape.favoursWinograd()
                ? tryOf(new ConvolutionProblem(shape, dnnl_convolution_winograd))
                : Optional.empty();
        return winograd.or(() -> tryOf(new ConvolutionProblem(shape, dnnl_convolution_direct)))
                .orElseThrow(() -> new IllegalStateException("oneDNN has no convolution for " + shape));
    }

    /** The plan of one algorithm, or nothing when oneDNN lacks it for the shape. */
    static Optional<ConvolutionPlan> tryOf(ConvolutionProblem problem) {
        Optional<Kernel.Description> forward = Kernel.Description.tryOf(problem::forward);
        Optional<Kernel.Description> data = Kernel.Description.tryOf(problem::backwardData);
        Optional<Kernel.Description> weights = Kernel.Description.tryOf(problem::backwardWeights);
        if (forward.isEmpty() || data.isEmpty() || weights.isEmpty()) {
            Stream.of(forward, data, weights).flatMap(Optional::stream).forEach(Kernel.Description::discard);
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
        Memory.keep(x, weights, y);
    }

    /** Writes the gradient of the weights, given the input of the forward pass and the gradient of its output. */
    public void backward(INDArray x, INDArray epsilon, INDArray weightsGradient) {
        backwardWeights.run(Memory.address(x), Memory.address(epsilon), Memory.address(weightsGradient));
        Memory.keep(x, epsilon, weightsGradient);
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
        Memory.keep(x, weights, epsilon, weightsGradient, inputGradient);
    }

    private record Forward(Reorder x, Reorder weights, Reorder y, Kernel kernel) {

        static Forward of(ConvolutionProblem p, Kernel.Description d) {
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

        static BackwardData of(ConvolutionProblem p, Kernel.Description d) {
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

        static BackwardWeights of(ConvolutionProblem p, Kernel.Description d) {
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
