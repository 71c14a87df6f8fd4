package org.weightbalancing.data;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small deterministic sets for tests. */
final class TinyImages {
    private TinyImages() {}

    /** Images of random bytes with the given labels; the first byte of each image is its number. */
    static ImageSet labelled(int height, int width, int channels, int classes, int... labels) {
        byte[] pixels = new byte[labels.length * height * width * channels];
        new Random(5).nextBytes(pixels);
        for (int i = 0; i < labels.length; i++) {
            pixels[i * height * width * channels] = (byte) i;
        }
        return ImageSet.of(pixels, height, width, channels, labels, names(classes));
    }

    /** Images labelled 0, 1, .., classes - 1, 0, 1, .. */
    static ImageSet cycling(int size, int classes) {
        return labelled(
                4, 5, 3, classes, IntStream.range(0, size).map(i -> i % classes).toArray());
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "name " + c).toList();
    }

    static int[] numbers(ImageSet set) {
        return IntStream.range(0, set.size()).map(i -> set.value(i, 0, 0, 0)).toArray();
    }
}
