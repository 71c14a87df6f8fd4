package org.weightbalancing.data;

/**
 * How hard the drawn images are to tell apart: lengths in pixels, intensities as fractions of full scale (0 black, 1
 * white). Changing a number here changes every drawn image and hence every result on them.
 */
final class Difficulty {
    // The object: its half-size, how far its centre strays from the middle, how far it turns from upright (radians, to
    // either side), how unequal its axes may be.
    static final double SMALLEST_RADIUS = 9.0;
    static final double LARGEST_RADIUS = 12.5;
    static final double STRAY = 3.0;
    static final double MOST_TURN = 0.45;
    static final double LARGEST_STRETCH = 1.15;

    // The texture: distance from one stripe, dot or pair of squares to the next.
    static final double SMALLEST_PERIOD = 4.0;
    static final double LARGEST_PERIOD = 6.6;

    // Differences of brightness between object and background, and between the two colours of a texture.
    static final double LEAST_OBJECT_CONTRAST = 0.20;
    static final double MOST_OBJECT_CONTRAST = 0.45;
    static final double LEAST_TEXTURE_CONTRAST = 0.18;
    static final double MOST_TEXTURE_CONTRAST = 0.40;
    static final double CHROMA = 0.16;

    // Lighting: how much a slope across the image brightens one side and darkens the other.
    static final double MOST_SLOPE = 0.30;

    // Clutter: patches behind the object (some of them textured like objects) and in front of it.
    static final int MOST_PATCHES_BEHIND = 4;
    static final int MOST_PATCHES_IN_FRONT = 1;
    static final double SMALLEST_PATCH = 2.0;
    static final double LARGEST_PATCH = 5.0;
    static final double LARGEST_PATCH_IN_FRONT = 4.0;

    // Noise of each value: its standard deviation lies between these.
    static final double LEAST_NOISE = 0.01;
    static final double MOST_NOISE = 0.06;

    private Difficulty() {}
}
