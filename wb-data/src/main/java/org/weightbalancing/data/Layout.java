package org.weightbalancing.data;

/** Names the order of the axes of a batch of images. */
public enum Layout {
    /** Channel planes: [batch, channels, height, width], the default of Deeplearning4j. */
    NCHW,
    /** Interleaved channels: [batch, height, width, channels]. */
    NHWC;

    /**
     * Gives the shape of a batch.
     *
     * @param batch number of images
     * @param height rows of an image
     * @param width columns of an image
     * @param channels values of a pixel
     * @return a new array [4] in the order of this layout
     */
    public int[] shape(int batch, int height, int width, int channels) {
        return this == NCHW ? new int[] {batch, channels, height, width} : new int[] {batch, height, width, channels};
    }
}
