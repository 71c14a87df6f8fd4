package org.weightbalancing.app.image;

import java.util.Arrays;

/**
 * Resizes images bilinearly: each new value is a mean of old ones, weighted by a triangle that reaches to the next old
 * pixel where the image grows, and to the next new one where it shrinks, so that no pixel is passed over.
 *
 * @param from old pixels along an axis
 * @param to new pixels along it
 */
public record Bilinear(int from, int to) {

    /** The bytes [height, width, channels] of an image in another size; of the same size, the same. */
    public static byte[] resize(byte[] pixels, int height, int width, int channels, int newHeight, int newWidth) {
        if (height == newHeight && width == newWidth) {
            return pixels.clone();
        }
        double[] values = new double[pixels.length];
        Arrays.setAll(values, i -> pixels[i] & 0xff);
        double[] narrow = new Bilinear(width, newWidth).resize(values, height, channels);
        double[] small = new Bilinear(height, newHeight).resize(narrow, 1, newWidth * channels);
        byte[] resized = new byte[small.length];
        for (int i = 0; i < resized.length; i++) {
            resized[i] = (byte) Math.round(small[i]);
        }
        return resized;
    }

    /** Values [outer, from, inner] become [outer, to, inner]. */
    private double[] resize(double[] values, int outer, int inner) {
        double[] resized = new double[outer * to * inner];
        double reach = Math.max(1, (double) from / to);
        for (int target = 0; target < to; target++) {
            double centre = (target + 0.5) * from / to - 0.5;
            int first = Math.max(0, (int) Math.ceil(centre - reach));
            int last = Math.min(from - 1, (int) Math.floor(centre + reach));
            double[] weights = weights(centre, reach, first, last);
            for (int o = 0; o < outer; o++) {
                for (int source = first; source <= last; source++) {
                    add(
                            resized,
                            (o * to + target) * inner,
                            values,
                            (o * from + source) * inner,
                            inner,
                            weights[source - first]);
                }
            }
        }
        return resized;
    }

    private static double[] weights(double centre, double reach, int first, int last) {
        double[] weights = new double[last - first + 1];
        Arrays.setAll(weights, i -> 1 - Math.abs(first + i - centre) / reach);
        double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, i -> weights[i] / sum);
        return weights;
    }

    private static void add(double[] into, int at, double[] values, int from, int count, double weight) {
        for (int i = 0; i < count; i++) {
            into[at + i] += weight * values[from + i];
        }
    }
}
