package org.weightbalancing.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.weightbalancing.data.random.RandomStream;

/**
 * Draws a hard little data set that needs no download: 32 x 32 colour images of 20 classes, each a shape with a
 * texture.
 *
 * <p>Shapes are disc, square, triangle, cross and ring; textures plain, striped, dotted and checkered. Class c has
 * shape c mod 5 and texture c mod 4, so that in a long tail every rare class shares its shape with common classes and
 * its texture with others. Colours, pose, light, clutter, covering patches and noise are random and say nothing about
 * the class.
 *
 * <p>An image is a pure function of the seed, the name of the split, its class and its number within the class:
 * asking for more images adds to a class and changes none. All arithmetic is exact or by StrictMath, so every machine
 * draws the same bytes.
 */
public final class DrawnImages {
    static final List<Shape> SHAPES = List.of(Shape.DISC, Shape.SQUARE, Shape.TRIANGLE, Shape.CROSS, Shape.RING);
    static final List<Texture> TEXTURES = List.of(Texture.PLAIN, Texture.STRIPED, Texture.DOTTED, Texture.CHECKERED);

    // 5 and 4 have no common factor, so that class c -> (c mod 5, c mod 4) meets every combination once.
    private static final int CLASSES = SHAPES.size() * TEXTURES.size();
    private static final int IMAGE = Canvas.SIDE * Canvas.SIDE * Canvas.CHANNELS;

    private final long seed;

    /**
     * Chooses one of the endlessly many such data sets.
     *
     * @param seed equal seeds draw equal images
     */
    public DrawnImages(long seed) {
        this.seed = seed;
    }

    /**
     * Names the classes.
     *
     * @return 20 names such as "striped disc", by class index
     */
    public static List<String> classNames() {
        return IntStream.range(0, CLASSES)
                .mapToObj(c -> texture(c).adjective() + " " + shape(c).noun())
                .toList();
    }

    /**
     * Draws a split.
     *
     * @param split any name; other names give other images
     * @param counts images of each class [20], each at least 0
     * @return the images, class by class
     * @throws IllegalArgumentException if there are not 20 counts, one is negative, or they are too many for one set
     */
    public ImageSet draw(String split, int[] counts) {
        int total = total(counts);
        byte[] pixels = new byte[total * IMAGE];
        int[] labels = new int[total];
        long part = key(split);
        int image = 0;
        for (int c = 0; c < CLASSES; c++) {
            for (int number = 0; number < counts[c]; number++) {
                new Scene(RandomStream.of(seed, part, c, number))
                        .paint(shape(c), texture(c))
                        .writeTo(pixels, image * IMAGE);
                labels[image++] = c;
            }
        }
        return ImageSet.adopt(pixels, Canvas.SIDE, Canvas.SIDE, Canvas.CHANNELS, labels, classNames());
    }

    private static int total(int[] counts) {
        if (counts.length != CLASSES) {
            throw new IllegalArgumentException(
                    counts.length + " counts are given; there are " + CLASSES + " drawn classes");
        }
        for (int c = 0; c < CLASSES; c++) {
            if (counts[c] < 0) {
                throw new IllegalArgumentException("counts[" + c + "] is " + counts[c] + "; at least 0 is allowed");
            }
        }
        long total = Arrays.stream(counts).asLongStream().sum();
        if (total > Integer.MAX_VALUE / IMAGE) {
            throw new IllegalArgumentException(
                    total + " images are asked for; one set holds at most " + Integer.MAX_VALUE / IMAGE);
        }
        return (int) total;
    }

    private static long key(String split) {
        byte[] name = split.getBytes(StandardCharsets.UTF_8);
        long[] keys = new long[name.length];
        Arrays.setAll(keys, i -> name[i]);
        return RandomStream.mix(keys);
    }

    private static Shape shape(int label) {
        return SHAPES.get(label % SHAPES.size());
    }

    private static Texture texture(int label) {
        return TEXTURES.get(label % TEXTURES.size());
    }
}
