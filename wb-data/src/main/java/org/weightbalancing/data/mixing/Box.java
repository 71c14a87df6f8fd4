package org.weightbalancing.data.mixing;

import java.util.random.RandomGenerator;

/**
 * Marks a rectangle of pixels in an image.
 *
 * @param top its first row, from 0
 * @param left its first column, from 0
 * @param bottom the row after its last
 * @param right the column after its last
 */
public record Box(int top, int left, int bottom, int right) {

    /**
     * Checks the edges.
     *
     * @throws IllegalArgumentException unless {@code 0 <= top <= bottom} and {@code 0 <= left <= right}
     */
    public Box {
        if (top < 0 || left < 0 || bottom < top || right < left) {
            throw new IllegalArgumentException("A box of rows " + top + " to " + bottom + " and columns " + left
                    + " to " + right + " is not possible; edges must not be negative nor in reverse order");
        }
    }

    /**
     * Draws a box that leaves about a given share of an image: centre (y, x) uniform over the pixels, half height
     * floor(h / 2) with h = floor(height sqrt(1 - share)), half width likewise, cut off at the edges of the image.
     *
     * <p>Because of the edges, and of both floors, the box covers at most 1 - share of the image, and often less; its
     * exact part is {@link #area} / (height width).
     *
     * @param share of the image outside of the box, 0 to 1
     * @param height rows of the image
     * @param width columns of the image
     * @param random where the centre comes from: the row first
     * @return the box, possibly without a pixel
     * @throws IllegalArgumentException if the share is not between 0 and 1
     * @see <a href="https://arxiv.org/abs/1905.04899">Yun et al., CutMix, ICCV 2019, equation 2; halves and edges as in
     *     the published code</a>
     */
    public static Box draw(double share, int height, int width, RandomGenerator random) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; allowed are 0 to 1");
        }
        double side = Math.sqrt(1 - share);
        int halfHeight = (int) (height * side) / 2;
        int halfWidth = (int) (width * side) / 2;
        int y = random.nextInt(height);
        int x = random.nextInt(width);
        return new Box(
                Math.max(y - halfHeight, 0),
                Math.max(x - halfWidth, 0),
                Math.min(y + halfHeight, height),
                Math.min(x + halfWidth, width));
    }

    /**
     * Counts the pixels.
     *
     * @return height times width of the box
     */
    public int area() {
        return (bottom - top) * (right - left);
    }
}
