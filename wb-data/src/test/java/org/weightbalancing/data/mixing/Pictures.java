package org.weightbalancing.data.mixing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Normalization;

/** Small sets whose pixels are read as the numbers they are stored as. */
final class Pictures {
    static final int HEIGHT = 6;
    static final int WIDTH = 5;

    private Pictures() {}

    /** Images [n, 6, 5, channels] all of whose values are the number of the image, each a class of its own. */
    static ImageSet plain(int size, int channels) {
        int values = HEIGHT * WIDTH * channels;
        byte[] pixels = new byte[size * values];
        for (int i = 0; i < size; i++) {
            Arrays.fill(pixels, i * values, (i + 1) * values, (byte) i);
        }
        return ImageSet.of(
                pixels, HEIGHT, WIDTH, channels, IntStream.range(0, size).toArray(), names(size));
    }

    /** Images of random bytes with the given labels. */
    static ImageSet random(int height, int width, int channels, int classes, int... labels) {
        byte[] pixels = new byte[labels.length * height * width * channels];
        new Random(5).nextBytes(pixels);
        return ImageSet.of(pixels, height, width, channels, labels, names(classes));
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "name " + c).toList();
    }

    static Normalization raw(int channels) {
        float[] deviation = new float[channels];
        Arrays.fill(deviation, 1 / 255f);
        return new Normalization(new float[channels], deviation);
    }
}
