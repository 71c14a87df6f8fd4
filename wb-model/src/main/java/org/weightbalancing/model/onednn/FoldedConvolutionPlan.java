package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One convolution with bias at one shape, optionally followed by ReLU, forward only. */
public final class FoldedConvolutionPlan {

    private final Reorder x;
    private final Reorder weights;
    private final Reorder y;
    private final Kernel kernel;
    private final boolean winograd;

    private FoldedConvolutionPlan(ChosenConvolution chosen) {
        ConvolutionProblem p = chosen.problem();
        Kernel.Description d = chosen.description();
        dnnl_memory_desc_t innerX = d.layout(dnnl_query_src_md);
        dnnl_memory_desc_t innerWeights = d.layout(dnnl_query_weights_md);
        dnnl_memory_desc_t innerY = d.layout(dnnl_query_dst_md);
        x = chosen.between(p.x, innerX);
        weights = chosen.between(p.weights, innerWeights);
        y = chosen.between(innerY, p.y);
        kernel = d.argument(DNNL_ARG_SRC, innerX)
                .argument(DNNL_ARG_WEIGHTS, innerWeights)
                .argument(DNNL_ARG_BIAS, p.bias)
                .argument(DNNL_ARG_DST, innerY)
                .kernel();
        winograd = p.isWinograd();
    }

    /**
     * The fastest plan that this processor has for the shape.
     *
     * @throws IllegalStateException if there is none
     */
    public static FoldedConvolutionPlan of(ConvolutionShape shape, boolean relu) {
        dnnl_post_ops operations = Kernel.relu();
        try {
            dnnl_post_ops[] after = relu ? new dnnl_post_ops[] {operations} : new dnnl_post_ops[0];
            return new FoldedConvolutionPlan(ChosenConvolution.of(
                    shape, ChosenConvolution.WINOGRAD_CHANNELS, problem -> problem::forwardWithBias, after));
        } finally {
            dnnl_post_ops_destroy(operations);
        }
    }

    /** Whether it is computed by Winograd's algorithm. */
    public boolean isWinograd() {
        return winograd;
    }

    /** Writes the convolution of {@code x} plus bias [out] into {@code y}, or its positive part. */
    public void forward(INDArray x, INDArray weights, INDArray bias, INDArray y) {
        Scratch scratch = Scratch.current();
        long to = Memory.address(y);
        long result = this.y.source(scratch::right, to);
        kernel.run(
                this.x.into(scratch::left, Memory.address(x)),
                this.weights.into(scratch::weights, Memory.address(weights)),
                Memory.address(bias),
                result);
        this.y.deliver(result, to);
        Memory.keep(x, weights, bias, y);
    }
}
