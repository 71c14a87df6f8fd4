package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Takes the images of the batch itself: image permutation[i] is the partner of image i. */
final class ShuffledPartners implements Partners {
    private final int[] permutation;
    private final Blender blender;

    ShuffledPartners(int[] permutation, Blender blender) {
        this.permutation = permutation;
        this.blender = blender;
    }

    @Override
    public int[] labels(int[] own) {
        return Arrays.stream(permutation).map(j -> own[j]).toArray();
    }

    @Override
    public void blend(FloatBuffer images, int count, Region region, float share) {
        blender.blend(images, permutation, region, share);
    }
}
