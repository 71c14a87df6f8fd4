package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;

/** Knows the partner of each image of one batch. */
interface Partners extends AutoCloseable {
    /** The classes of the partners [n] of images of the given classes [n]. */
    int[] labels(int[] own);

    /** Changes images [n] to share of themselves and 1 - share of their partners, within a region. */
    void blend(FloatBuffer images, int count, Region region, float share);

    @Override
    default void close() {}
}
