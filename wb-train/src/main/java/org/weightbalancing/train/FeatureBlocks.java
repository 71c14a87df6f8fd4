package org.weightbalancing.train;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Features of a view, row after row, on the heap or in a file that is mapped into memory.
 *
 * <p>They lie in blocks of 2^s rows each, the last one perhaps shorter, as one mapping holds at most 2 GB.
 */
final class FeatureBlocks implements FeatureView {

    /** Shifts every row to block 0. */
    private static final int ONE_BLOCK = Integer.SIZE - 1;

    private final FloatBuffer[] blocks;
    private final int shift;
    private final int dimension;

    private FeatureBlocks(FloatBuffer[] blocks, int shift, int dimension) {
        this.blocks = blocks;
        this.shift = shift;
        this.dimension = dimension;
    }

    /** A view of an array, which nobody may change any more. */
    static FeatureBlocks owning(float[] features, int dimension) {
        return new FeatureBlocks(new FloatBuffer[] {FloatBuffer.wrap(features)}, ONE_BLOCK, dimension);
    }

    /**
     * A view of blocks.
     *
     * @param blocks in order, of 2^shift rows each but for the last
     * @param shift from 0 to 30
     */
    static FeatureBlocks of(List<FloatBuffer> blocks, int shift, int dimension) {
        return new FeatureBlocks(blocks.toArray(FloatBuffer[]::new), shift, dimension);
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
        blocks[row >>> shift].get((row & mask()) * dimension, target, at, dimension);
    }

    @Override
    public void copyRows(int from, int to, float[] target) {
        int row = from;
        while (row < to) {
            int inBlock = row & mask();
            int count = Math.min(to - row - 1, mask() - inBlock) + 1;
            blocks[row >>> shift].get(inBlock * dimension, target, (row - from) * dimension, count * dimension);
            row += count;
        }
    }

    private int mask() {
        return (1 << shift) - 1;
    }
}
