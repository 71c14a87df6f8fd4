package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureBlocksTest {

    /** Row i of three features holds 3 i, 3 i + 1 and 3 i + 2. */
    private static FeatureView blocks(int rows, int shift) {
        List<FloatBuffer> blocks = new ArrayList<>();
        for (int from = 0; from < rows; from += 1 << shift) {
            float[] block = new float[3 * Math.min(1 << shift, rows - from)];
            for (int i = 0; i < block.length; i++) {
                block[i] = 3 * from + i;
            }
            blocks.add(FloatBuffer.wrap(block));
        }
        return FeatureBlocks.of(blocks, shift, 3);
    }

    @Test
    void rowsAreTheSameInBlocksOfAnySize() {
        for (int shift : new int[] {0, 1, 2, 30}) {
            FeatureView view = blocks(7, shift);
            for (int row = 0; row < 7; row++) {
                float[] target = new float[5];
                view.copyRow(row, target, 1);
                assertThat(target).containsExactly(0, 3 * row, 3 * row + 1, 3 * row + 2, 0);
            }
        }
        float[] target = new float[3];
        FeatureBlocks.owning(new float[] {0, 1, 2, 3, 4, 5}, 3).copyRow(1, target, 0);
        assertThat(target).containsExactly(3, 4, 5);
    }

    @Test
    void rowsThatFollowOneAnotherMayCrossBlocks() {
        for (int shift : new int[] {0, 1, 2, 30}) {
            FeatureView view = blocks(7, shift);
            for (int from = 0; from < 7; from++) {
                for (int to = from; to <= 7; to++) {
                    float[] target = new float[3 * (to - from)];
                    view.copyRows(from, to, target);
                    for (int i = 0; i < target.length; i++) {
                        assertThat(target[i]).isEqualTo(3 * from + i);
                    }
                }
            }
        }
        float[] target = new float[3];
        FeatureBlocks.owning(new float[] {0, 1, 2, 3, 4, 5}, 3).copyRows(1, 2, target);
        assertThat(target).containsExactly(3, 4, 5);
    }
}
