package org.weightbalancing.model.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sizes of an activation and the order in which it lies in memory: [b, h, w, c], or in blocks of sixteen channels
 * [b, c / 16, h, w, 16], which is the order that oneDNN's AVX-512 kernels compute in.
 *
 * @param batch images
 * @param height rows
 * @param width columns
 * @param channels channels, a multiple of 16 when blocked
 * @param blocked whether in blocks
 */
public record ActivationShape(long batch, long height, long width, long channels, boolean blocked) {

    /** Channels of a block. */
    public static final int BLOCK = 16;

    private static final int CHANNELS_LAST_RANK = 4;
    private static final int BLOCKED_RANK = 5;

    /**
     * The shape of an array of rank 4 or of blocks.
     *
     * @throws IllegalArgumentException if the array is neither
     */
    public static ActivationShape of(INDArray array) {
        if (isBlocked(array)) {
            return new ActivationShape(array.size(0), array.size(2), array.size(3), array.size(1) * BLOCK, true);
        }
        if (array.rank() != CHANNELS_LAST_RANK) {
            throw new IllegalArgumentException("an activation of shape " + java.util.Arrays.toString(array.shape())
                    + ", but [batch, height, width, channels] is required");
        }
        return new ActivationShape(array.size(0), array.size(1), array.size(2), array.size(3), false);
    }

    /** Whether the array is an activation in blocks. */
    public static boolean isBlocked(INDArray array) {
        return array.rank() == BLOCKED_RANK && array.size(4) == BLOCK;
    }

    /** The sizes of an array of this shape. */
    public long[] sizes() {
        return blocked
                ? new long[] {batch, channels / BLOCK, height, width, BLOCK}
                : new long[] {batch, height, width, channels};
    }

    /** Values in all. */
    public long length() {
        return batch * height * width * channels;
    }

    /** The same sizes in the other order or this one. */
    public ActivationShape inBlocks(boolean wanted) {
        return new ActivationShape(batch, height, width, channels, wanted);
    }

    /** The array in this order: itself when it is, else a copy. */
    public INDArray fit(INDArray array) {
        if (isBlocked(array) == blocked) {
            return array;
        }
        return blocked
                ? array.reshape('c', batch, height, width, channels / BLOCK, BLOCK)
                        .permute(0, 3, 1, 2, 4)
                        .dup('c')
                : array.permute(0, 2, 3, 1, 4).dup('c').reshape('c', sizes());
    }
}
