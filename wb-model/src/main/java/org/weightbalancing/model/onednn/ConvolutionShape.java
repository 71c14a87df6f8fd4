package org.weightbalancing.model.onednn;

/**
 * The sizes of a square convolution without bias, padded by {@code (kernel - 1) / 2}.
 *
 * @param batch images
 * @param height rows of the input
 * @param width columns of the input
 * @param in input channels
 * @param out output channels
 * @param kernel rows and columns of the kernel, odd
 * @param stride step in both directions
 */
public record ConvolutionShape(int batch, int height, int width, int in, int out, int kernel, int stride) {

    /** Rows and columns added on each side. */
    public int padding() {
        return (kernel - 1) / 2;
    }

    /** Rows of the output. */
    public int outHeight() {
        return (height + 2 * padding() - kernel) / stride + 1;
    }

    /** Columns of the output. */
    public int outWidth() {
        return (width + 2 * padding() - kernel) / stride + 1;
    }

    /** Whether Winograd's algorithm was measured to be the faster one: 3x3, stride 1 and blocks of 16 from 32 on. */
    boolean favoursWinograd() {
        return kernel == 3 && stride == 1 && in >= 32 && out >= 32 && in % 16 == 0 && out % 16 == 0;
    }
}
