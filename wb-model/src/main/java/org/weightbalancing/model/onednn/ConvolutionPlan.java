package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One convolution at one shape: weights [out, in, kernel, kernel] and activations in ND4J's memory, and inside the
 * layouts that oneDNN's kernels want.
 *
 * <p>Winograd's algorithm (F(4x4, 3x3); Lavin and Gray, CVPR 2016) where the shape favours it and the processor has it,
 * direct convolution elsewhere; each of the three computations chooses for itself. What the backward pass needs is
 * prepared when it first runs.
 */
public final class ConvolutionPlan {

    private final ConvolutionShape shape;
    private final Forward forward;
    private Optional<BackwardData> backwardData = Optional.empty();
    private Optional<BackwardWeights> backwardWeights = Optional.empty();

    private ConvolutionPlan(ConvolutionShape shape) {
        this.shape = shape;
        this.forward = Forward.of(
                ChosenConvolution.of(shape, ChosenConvolution.WINOGRAD_CHANNELS, problem -> problem::forward));
    }

    /**
     * The fastest plan that this processor has for the shape.
     *
     * @throws IllegalStateException if there is none
     */
    public static ConvolutionPlan of(ConvolutionShape shape) {
        return new ConvolutionPlan(shape);
    }

    /** Whether the forward pass is computed by Winograd's algorithm. */
    public boolean isWinograd() {
        return forward.winograd();
    }

    /** Writes the convolution of {@code x} into {@code y}. */
    public void forward(INDArray x, INDArray weights, INDArray y) {
        forward.run(Memory.address(x), Memory.address(weights), Memory.address(y));
        Memory.keep(x, weights, y);
    }

    /** Writes the gradient of the weights, given the input of the forward pass and the gradient of its output. */
    public void backward(INDArray x, INDArray epsilon, INDArray weightsGradient) {
        backwardWeights().run(Memory.address(x), Memory.address(epsilon), Memory.address(weightsGradient));
        Memory.keep(x, epsilon, weightsGradient);
    }

    /** Writes the gradients of the weights and of the input. */
    public void backward(
            INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient, INDArray inputGradient) {
        BackwardWeights ofWeights = backwardWeights();
        BackwardData ofData = backwardData();
        long outer = Memory.address(epsilon);
        long inner = ofWeights.run(Memory.address(x), outer, Memory.address(weightsGradient));
        ofData.run(
                Memory.address(weights),
                ofData.epsilon().sameTarget(ofWeights.epsilon())
                        ? inner
                        : ofData.epsilon().into(Scratch.current()::left, outer),
                Memory.address(inputGradient));
        Memory.keep(x, weights, epsilon, weightsGradient, inputGradient);
    }

    private BackwardData backwardData() {
        if (backwardData.isEmpty()) {
            backwardData = Optional.of(BackwardData.of(ChosenConvolution.of(
                    shape, ChosenConvolution.WINOGRAD_CHANNELS, problem -> problem::backwardData)));
        }
        return backwardData.get();
    }

    private BackwardWeights backwardWeights() {
        if (backwardWeights.isEmpty()) {
            backwardWeights = Optional.of(BackwardWeights.of(ChosenConvolution.of(
                    shape, ChosenConvolution.WINOGRAD_CHANNELS_OF_WEIGHTS, problem -> problem::backwardWeights)));
        }
        return backwardWeights.get();
    }

    private record Forward(boolean winograd, Reorder x, Reorder weights, Reorder y, Kernel kernel) {

        static Forward of(ChosenConvolution chosen) {
            ConvolutionProblem p = chosen.problem();
            Kernel.Description d = chosen.description();
            dnnl_memory_desc_t x = d.layout(dnnl_query_src_md);
            dnnl_memory_desc_t weights = d.layout(dnnl_query_weights_md);
            dnnl_memory_desc_t y = d.layout(dnnl_query_dst_md);
            return new Forward(
                    p.isWinograd(),
                    chosen.between(p.x, x),
                    chosen.between(p.weights, weights),
                    chosen.between(y, p.y),
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

        static BackwardData of(ChosenConvolution chosen) {
            ConvolutionProblem p = chosen.problem();
            Kernel.Description d = chosen.description();
            dnnl_memory_desc_t weights = d.layout(dnnl_query_weights_md);
            dnnl_memory_desc_t epsilon = d.layout(dnnl_query_diff_dst_md);
            dnnl_memory_desc_t gradient = d.layout(dnnl_query_diff_src_md);
            return new BackwardData(
                    chosen.between(p.weights, weights),
                    chosen.between(p.y, epsilon),
                    chosen.between(gradient, p.x),
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

        static BackwardWeights of(ChosenConvolution chosen) {
            ConvolutionProblem p = chosen.problem();
            Kernel.Description d = chosen.description();
            dnnl_memory_desc_t x = d.layout(dnnl_query_src_md);
            dnnl_memory_desc_t epsilon = d.layout(dnnl_query_diff_dst_md);
            dnnl_memory_desc_t gradient = d.layout(dnnl_query_diff_weights_md);
            return new BackwardWeights(
                    chosen.between(p.x, x),
                    chosen.between(p.y, epsilon),
                    chosen.between(gradient, p.weights),
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
