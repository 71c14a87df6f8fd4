package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;

import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;

/** A convolution by the fastest algorithm that oneDNN accepted, and the primitive that computes it. */
record ChosenConvolution(ConvolutionProblem problem, Kernel.Description description) {

    // Transforming tiles pays from so many channels on, measured at 64 images.
    static final int WINOGRAD_CHANNELS = 32;
    static final int WINOGRAD_CHANNELS_OF_WEIGHTS = 16;

    static ChosenConvolution of(
            ConvolutionShape shape,
            int winogradChannels,
            Function<ConvolutionProblem, Kernel.Recipe> direction,
            dnnl_post_ops... postOps) {
        Optional<ChosenConvolution> winograd = shape.favoursWinograd(winogradChannels)
                ? tryOf(new ConvolutionProblem(shape, dnnl_convolution_winograd), direction, postOps)
                : Optional.empty();
        return winograd.or(() -> tryOf(new ConvolutionProblem(shape, dnnl_convolution_direct), direction, postOps))
                .orElseThrow(() -> new IllegalStateException("oneDNN has no convolution for " + shape));
    }

    private static Optional<ChosenConvolution> tryOf(
            ConvolutionProblem problem,
            Function<ConvolutionProblem, Kernel.Recipe> direction,
            dnnl_post_ops... postOps) {
        return Kernel.Description.tryOf(direction.apply(problem), postOps)
                .map(description -> new ChosenConvolution(problem, description));
    }

    Reorder between(dnnl_memory_desc_t from, dnnl_memory_desc_t to) {
        return Reorder.between(from, to, problem.isWinograd());
    }
}
