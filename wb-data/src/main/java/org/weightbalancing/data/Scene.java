package org.weightbalancing.data;

import org.weightbalancing.data.random.RandomStream;

/** Composes one drawn image: ground, patches behind, the object, patches in front, light and noise. */
final class Scene {
    private static final double MIDDLE = (Canvas.SIDE - 1) / 2.0;
    // ITU-R BT.601 weights of red, green and blue in brightness.
    private static final double[] BRIGHTNESS = {0.299, 0.587, 0.114};
    private static final double DARKEST = 0.12;
    private static final double BRIGHTEST = 0.88;

    private final RandomStream random;
    private final Canvas canvas = new Canvas();

    Scene(RandomStream random) {
        this.random = random;
    }

    Canvas paint(Shape shape, Texture texture) {
        double ground = random.between(DARKEST, BRIGHTEST);
        canvas.ground(colour(ground), colour(ground), random.nextDouble());
        patches(random.nextInt(Difficulty.MOST_PATCHES_BEHIND + 1), Difficulty.LARGEST_PATCH);
        object(shape, texture, ground);
        patches(random.nextInt(Difficulty.MOST_PATCHES_IN_FRONT + 1), Difficulty.LARGEST_PATCH_IN_FRONT);
        canvas.light(slope(), slope());
        canvas.noise(random.between(Difficulty.LEAST_NOISE, Difficulty.MOST_NOISE), random);
        return canvas;
    }

    private void object(Shape shape, Texture texture, double ground) {
        double first = away(ground, Difficulty.LEAST_OBJECT_CONTRAST, Difficulty.MOST_OBJECT_CONTRAST);
        new Figure(
                        shape,
                        texture,
                        MIDDLE + random.between(-Difficulty.STRAY, Difficulty.STRAY),
                        MIDDLE + random.between(-Difficulty.STRAY, Difficulty.STRAY),
                        random.between(Difficulty.SMALLEST_RADIUS, Difficulty.LARGEST_RADIUS),
                        pair(first),
                        random)
                .paint(canvas);
    }

    private void patches(int number, double largest) {
        for (int i = 0; i < number; i++) {
            Shape shape = DrawnImages.SHAPES.get(random.nextInt(DrawnImages.SHAPES.size()));
            Texture texture = DrawnImages.TEXTURES.get(random.nextInt(DrawnImages.TEXTURES.size()));
            new Figure(
                            shape,
                            texture,
                            random.between(0, Canvas.SIDE),
                            random.between(0, Canvas.SIDE),
                            random.between(Difficulty.SMALLEST_PATCH, largest),
                            pair(random.between(DARKEST, BRIGHTEST)),
                            random)
                    .paint(canvas);
        }
    }

    private float[][] pair(double first) {
        double second = away(first, Difficulty.LEAST_TEXTURE_CONTRAST, Difficulty.MOST_TEXTURE_CONTRAST);
        return new float[][] {colour(first), colour(second)};
    }

    /** A brightness that differs from the given one by the least to the most contrast, to the side with room for it. */
    private double away(double brightness, double least, double most) {
        double by = random.between(least, most);
        boolean brighter = random.nextBoolean();
        if (brightness + by > BRIGHTEST) {
            brighter = false;
        } else if (brightness - by < DARKEST) {
            brighter = true;
        }
        return brighter ? brightness + by : brightness - by;
    }

    /** A colour of random hue with the given brightness. */
    private float[] colour(double brightness) {
        double[] tint = new double[Canvas.CHANNELS];
        double mean = 0;
        for (int c = 0; c < tint.length; c++) {
            tint[c] = random.between(-Difficulty.CHROMA, Difficulty.CHROMA);
            mean += BRIGHTNESS[c] * tint[c];
        }
        float[] colour = new float[tint.length];
        for (int c = 0; c < tint.length; c++) {
            colour[c] = (float) Math.max(0, Math.min(1, brightness + tint[c] - mean));
        }
        return colour;
    }

    private double slope() {
        return random.between(-Difficulty.MOST_SLOPE, Difficulty.MOST_SLOPE);
    }
}
