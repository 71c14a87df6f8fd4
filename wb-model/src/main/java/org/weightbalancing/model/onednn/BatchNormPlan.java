package org.weightbalancing.model.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalization, optionally followed by ReLU, of activations at one shape.
 *
 * <p>Holds what the backward pass needs of the last training pass: mean, biased variance and the ReLU's mask.
 */
public final class BatchNormPlan {

    private final int channels;
    private final boolean relu;
    private final AlignedBuffer mean = new AlignedBuffer();
    private final AlignedBuffer variance = new AlignedBuffer();
    private final AlignedBuffer mask = new AlignedBuffer();
    private final long statisticsBytes;
    private final long maskBytes;
    private final Kernel training;
    private final Kernel inference;
    private final Kernel backward;

    private BatchNormPlan(int channels, dnnl_memory_desc_t activations, float epsilon, boolean relu) {
        this.channels = channels;
        this.relu = relu;
        int flags = dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
        dnnl_memory_desc_t perChannel = Memory.of(dnnl_x, channels);
        statisticsBytes = Memory.bytes(perChannel);
        Kernel.Description forward = describe(dnnl_forward_training, activations, epsilon, flags);
        dnnl_memory_desc_t workspace = forward.layout(dnnl_query_workspace_md);
        maskBytes = Memory.bytes(workspace);
        backward = workspace(backward(forward, activations, perChannel, epsilon, flags), relu, workspace)
                .kernel();
        training = workspace(forward(forward, activations, perChannel), relu, workspace)
                .kernel();
        inference = forward(
                        describe(dnnl_forward_inference, activations, epsilon, flags | dnnl_use_global_stats),
                        activations,
                        perChannel)
                .kernel();
    }

    /** The plan for activations of the shape. */
    public static BatchNormPlan of(ActivationShape shape, double epsilon, boolean relu) {
        return new BatchNormPlan((int) shape.channels(), Memory.of(inFastestOrder(shape)), (float) epsilon, relu);
    }

    // One block of channels is both orders at once, and kernels for blocks are the faster ones.
    private static ActivationShape inFastestOrder(ActivationShape shape) {
        return shape.channels() == ActivationShape.BLOCK ? shape.inBlocks(OneDnn.blocks(DataType.FLOAT)) : shape;
    }

    /** Normalizes with the statistics of the batch, which {@link #mean} and {@link #variance} then hold. */
    public void train(INDArray x, INDArray gamma, INDArray beta, INDArray y) {
        run(
                training,
                Memory.address(x),
                Memory.address(gamma),
                Memory.address(beta),
                mean.atLeast(statisticsBytes),
                variance.atLeast(statisticsBytes),
                Memory.address(y));
        Memory.keep(this, x, gamma, beta, y);
    }

    /** Normalizes with given statistics. */
    public void infer(INDArray x, INDArray gamma, INDArray beta, INDArray mean, INDArray variance, INDArray y) {
        inference.run(
                Memory.address(x),
                Memory.address(gamma),
                Memory.address(beta),
                Memory.address(mean),
                Memory.address(variance),
                Memory.address(y));
        Memory.keep(x, gamma, beta, mean, variance, y);
    }

    /** Writes the gradients of the last training pass, given its input and the gradient of its output. */
    public void backward(
            INDArray x,
            INDArray gamma,
            INDArray beta,
            INDArray epsilon,
            INDArray gammaGradient,
            INDArray betaGradient,
            INDArray inputGradient) {
        run(
                backward,
                Memory.address(x),
                Memory.address(gamma),
                Memory.address(beta),
                mean.atLeast(statisticsBytes),
                variance.atLeast(statisticsBytes),
                Memory.address(epsilon),
                Memory.address(gammaGradient),
                Memory.address(betaGradient),
                Memory.address(inputGradient));
        Memory.keep(this, x, gamma, beta, epsilon, gammaGradient, betaGradient, inputGradient);
    }

    // ReLU adds one argument to the training passes: where its mask is kept.
    private void run(Kernel kernel, long... addresses) {
        if (!relu) {
            kernel.run(addresses);
            return;
        }
        long[] withMask = Arrays.copyOf(addresses, addresses.length + 1);
        withMask[addresses.length] = mask.atLeast(maskBytes);
        kernel.run(withMask);
    }

    /** The mean of each channel over the last training batch, valid as long as this plan is reachable. */
    public FloatBuffer mean() {
        return mean.floats(channels);
    }

    /**
     * The biased variance (divided by b*h*w) of each channel over the last training batch, valid as long as this plan is
     * reachable.
     */
    public FloatBuffer variance() {
        return variance.floats(channels);
    }

    private static Kernel.Description describe(int kind, dnnl_memory_desc_t data, float epsilon, int flags) {
        return Kernel.Description.of((result, attributes) -> {
            dnnl_batch_normalization_desc_t d = new dnnl_batch_normalization_desc_t();
            OneDnn.check(
                    dnnl_batch_normalization_forward_desc_init(d, kind, data, epsilon, flags), "a batch normalization");
            return dnnl_primitive_desc_create(result, new const_dnnl_op_desc_t(d), attributes, OneDnn.engine(), null);
        });
    }

    private static Kernel.Description forward(
            Kernel.Description description, dnnl_memory_desc_t data, dnnl_memory_desc_t perChannel) {
        return description
                .argument(DNNL_ARG_SRC, data)
                .argument(DNNL_ARG_SCALE, perChannel)
                .argument(DNNL_ARG_SHIFT, perChannel)
                .argument(DNNL_ARG_MEAN, perChannel)
                .argument(DNNL_ARG_VARIANCE, perChannel)
                .argument(DNNL_ARG_DST, data);
    }

    private static Kernel.Description backward(
            Kernel.Description forward,
            dnnl_memory_desc_t data,
            dnnl_memory_desc_t perChannel,
            float epsilon,
            int flags) {
        return Kernel.Description.of((result, attributes) -> {
                    dnnl_batch_normalization_desc_t d = new dnnl_batch_normalization_desc_t();
                    OneDnn.check(
                            dnnl_batch_normalization_backward_desc_init(d, dnnl_backward, data, data, epsilon, flags),
                            "a batch normalization");
                    return dnnl_primitive_desc_create(
                            result, new const_dnnl_op_desc_t(d), attributes, OneDnn.engine(), forward.get());
                })
                .argument(DNNL_ARG_SRC, data)
                .argument(DNNL_ARG_SCALE, perChannel)
                .argument(DNNL_ARG_SHIFT, perChannel)
                .argument(DNNL_ARG_MEAN, perChannel)
                .argument(DNNL_ARG_VARIANCE, perChannel)
                .argument(DNNL_ARG_DIFF_DST, data)
                .argument(DNNL_ARG_DIFF_SCALE, perChannel)
                .argument(DNNL_ARG_DIFF_SHIFT, perChannel)
                .argument(DNNL_ARG_DIFF_SRC, data);
    }

    private static Kernel.Description workspace(
            Kernel.Description description, boolean relu, dnnl_memory_desc_t workspace) {
        return relu ? description.argument(DNNL_ARG_WORKSPACE, workspace) : description;
    }
}
