package org.weightbalancing.data;

import java.util.Arrays;

/**
 * Maps bytes to network input, channel by channel: (v / 255 - mean) / std, in single precision.
 *
 * @param mean one number per channel, of values 0 to 1; copied
 * @param std one positive number per channel; copied
 */
// The arrays are copied on the way in and out and compared by content below.
@SuppressWarnings("ArrayRecordComponent")
public record Normalization(float[] mean, float[] std) {
    /**
     * The constants of CIFAR-10, which the published code uses for CIFAR-100 too: mean (0.4914, 0.4822, 0.4465), std
     * (0.2023, 0.1994, 0.2010).
     */
    public static final Normalization CIFAR =
            new Normalization(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f});

    private static final int BYTES = 256;

    /**
     * Checks that there is a mean and a positive deviation for each channel.
     *
     * @throws IllegalArgumentException if the arrays are empty or of different length, a mean is not finite, or a
     *     deviation is not finite and positive
     */
    public Normalization {
        mean = mean.clone();
        std = std.clone();
        if (mean.length == 0 || mean.length != std.length) {
            throw new IllegalArgumentException(
                    "mean has " + mean.length + " and std " + std.length + " entries; both need one for each channel");
        }
        for (int c = 0; c < mean.length; c++) {
            if (!Float.isFinite(mean[c]) || !Float.isFinite(std[c]) || std[c] <= 0) {
                throw new IllegalArgumentException("mean " + mean[c] + " and std " + std[c] + " of channel " + c
                        + " are not usable; they must be finite, and std positive");
            }
        }
    }

    /**
     * Measures the mean and the (population) standard deviation of every channel over all pixels of a set.
     *
     * @param set at least one image
     * @return the normalization that gives this set mean 0 and variance 1; a constant channel is only centred (std 1)
     * @throws IllegalArgumentException if the set is empty
     */
    public static Normalization of(ImageSet set) {
        if (set.size() == 0) {
            throw new IllegalArgumentException("An empty set has no mean; at least one image is needed");
        }
        int channels = set.channels();
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        int length = set.height() * set.width() * channels;
        for (int i = 0; i < set.size(); i++) {
            int at = set.offset(i);
            for (int j = 0; j < length; j++) {
                long value = set.store()[at + j] & 0xff;
                sum[j % channels] += value;
                squares[j % channels] += value * value;
            }
        }
        return of(sum, squares, (double) set.size() * set.height() * set.width());
    }

    private static Normalization of(long[] sum, long[] squares, double pixels) {
        float[] mean = new float[sum.length];
        float[] std = new float[sum.length];
        for (int c = 0; c < sum.length; c++) {
            double average = sum[c] / pixels;
            double variance = squares[c] / pixels - average * average;
            mean[c] = (float) (average / 255);
            std[c] = variance > 1e-9 ? (float) (Math.sqrt(variance) / 255) : 1;
        }
        return new Normalization(mean, std);
    }

    /** The mean of each channel, a new array. */
    @Override
    public float[] mean() {
        return mean.clone();
    }

    /** The standard deviation of each channel, a new array. */
    @Override
    public float[] std() {
        return std.clone();
    }

    /**
     * Counts the channels.
     *
     * @return the number of means
     */
    public int channels() {
        return mean.length;
    }

    /** The value of byte b in channel c at index 256 c + b. */
    float[] table() {
        float[] table = new float[mean.length * BYTES];
        for (int i = 0; i < table.length; i++) {
            int channel = i / BYTES;
            table[i] = ((i % BYTES) / 255f - mean[channel]) / std[channel];
        }
        return table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalization that && Arrays.equals(mean, that.mean) && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }

    @Override
    public String toString() {
        return "Normalization[mean=" + Arrays.toString(mean) + ", std=" + Arrays.toString(std) + "]";
    }
}
