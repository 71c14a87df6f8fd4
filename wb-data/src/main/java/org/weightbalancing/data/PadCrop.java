package org.weightbalancing.data;

import java.util.random.RandomGenerator;

/**
 * Pads the image with zero bytes on all sides and crops the original size at a random place.
 *
 * <p>Top and left offset are drawn uniformly from 0 .. 2 pad. The padding is normalised like every other byte: it
 * becomes -mean / std.
 *
 * @param pad pixels added on each side, at least 0; 4 for CIFAR
 */
public record PadCrop(int pad) implements Augmentation {

    /**
     * Checks the padding.
     *
     * @throws IllegalArgumentException if it is negative or above 4096
     */
    public PadCrop {
        if (pad < 0 || pad > Placement.LARGEST_PAD) {
            throw new IllegalArgumentException("pad is " + pad + "; allowed are 0 to " + Placement.LARGEST_PAD);
        }
    }

    @Override
    public void place(Placement placement, RandomGenerator random) {
        int top = random.nextInt(2 * pad + 1);
        int left = random.nextInt(2 * pad + 1);
        placement.crop(pad, top, left);
    }
}
