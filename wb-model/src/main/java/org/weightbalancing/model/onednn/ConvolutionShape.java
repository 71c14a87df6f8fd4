package org.weightbalancing.model.onednn;

/**
 * The sizes of a square convolution without bias, padded by {@code (kernel - 1) / 2}.
 *
 * @param x the input
 * @param out output channels
 * @param blocked whether the output is in blocks of channels
 * @param kernel rows and columns of the kernel, odd
 * @param stride step in both directions
 */
public record ConvolutionShape(ActivationShape x, int out, boolean blocked, int kernel, int stride) {

    /** A convolution from [b, h, w, in] to [b, h', w', out]. */
    public static ConvolutionShape of(int batch, int height, int width, int in, int out, int kernel, int stride) {
        return new ConvolutionShape(new ActivationShape(batch, height, width, in, false), out, false, kernel, stride);
    }

    /** Input channels. */
    public int in() {
        return (int) x.channels();
    }

    /** The output. */
    public ActivationShape y() {
        return new ActivationShape(x.batch(), outSide(x.height()), outSide(x.width()), out, blocked);
    }

    /** Rows and columns added on each side. */
    public int padding() {
        return (kernel - 1) / 2;
    }

    private long outSide(long side) {
        return (side + 2L * padding() - kernel) / stride + 1;
    }

    /**
     * Whether Winograd's algorithm was measured to be the faster one: 3x3, stride 1 and blocks of 16, from so many
     * channels on.
     */
    boolean favoursWinograd(int channels) {
        return kernel == 3
                && stride == 1
                && Math.min(in(), out) >= channels
                && in() % ActivationShape.BLOCK == 0
                && out % ActivationShape.BLOCK == 0;
    }
}
