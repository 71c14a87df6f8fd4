package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;

/**
 * Mixes images in place in native memory: x_i becomes share x_i + (1 - share) x_j within a region.
 *
 * <p>Values go to the heap, where the compiler computes fastest, and back, each image once. A permutation is followed
 * cycle by cycle, so that an image is changed only after its last use, with one image kept aside per cycle.
 */
final class Blender {
    private final int values;
    private final float[] first;
    private final float[] even;
    private final float[] odd;
    private final float[] blended;

    /** For images of so many values. */
    Blender(int values) {
        this.values = values;
        this.first = new float[values];
        this.even = new float[values];
        this.odd = new float[values];
        this.blended = new float[values];
    }

    int values() {
        return values;
    }

    /** Changes images [n] by partners out of another batch, one after the other. */
    void blend(FloatBuffer images, int count, FloatBuffer partners, Region region, float share) {
        for (int i = 0; i < count; i++) {
            float[] other = read(partners, i, region, odd);
            if (share == 0) {
                write(images, i, region, other);
            } else {
                write(images, i, region, blend(read(images, i, region, even), other, region, share));
            }
        }
    }

    /** Changes images [n] by one another: the partner of image i is image permutation[i]. */
    void blend(FloatBuffer images, int[] permutation, Region region, float share) {
        boolean[] done = new boolean[permutation.length];
        for (int i = 0; i < permutation.length; i++) {
            if (!done[i] && permutation[i] != i) {
                follow(images, permutation, i, done, region, share);
            }
        }
    }

    private void follow(FloatBuffer images, int[] permutation, int start, boolean[] done, Region region, float share) {
        float[] own = read(images, start, region, first);
        int i = start;
        do {
            int j = permutation[i];
            float[] other = j == start ? first : read(images, j, region, own == even ? odd : even);
            write(images, i, region, share == 0 ? other : blend(own, other, region, share));
            done[i] = true;
            own = other;
            i = j;
        } while (i != start);
    }

    private float[] blend(float[] own, float[] other, Region region, float share) {
        float rest = 1 - share;
        for (int plane = 0; plane < region.planes(); plane++) {
            for (int row = 0; row < region.rows(); row++) {
                int at = region.at(plane, row);
                for (int k = at; k < at + region.length(); k++) {
                    blended[k] = share * own[k] + rest * other[k];
                }
            }
        }
        return blended;
    }

    private float[] read(FloatBuffer images, int image, Region region, float[] target) {
        for (int plane = 0; plane < region.planes(); plane++) {
            for (int row = 0; row < region.rows(); row++) {
                int at = region.at(plane, row);
                images.get(image * values + at, target, at, region.length());
            }
        }
        return target;
    }

    private void write(FloatBuffer images, int image, Region region, float[] source) {
        for (int plane = 0; plane < region.planes(); plane++) {
            for (int row = 0; row < region.rows(); row++) {
                int at = region.at(plane, row);
                images.put(image * values + at, source, at, region.length());
            }
        }
    }
}
