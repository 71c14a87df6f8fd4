package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.weightbalancing.data.random.RandomStream;

class BoxTest {

    /** Gives the row first, then the column. */
    private static RandomGenerator centre(int row, int column) {
        return new RandomGenerator() {
            private boolean asked;

            @Override
            public int nextInt(int bound) {
                int next = asked ? column : row;
                asked = true;
                return next;
            }

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void halvesAreRoundedDownAndEdgesCutOff() {
        // Share 3/4: side 1/2, 16 x 10 pixels of 32 x 20, halves 8 and 5.
        assertThat(Box.draw(0.75, 32, 20, centre(16, 10))).isEqualTo(new Box(8, 5, 24, 15));
        assertThat(Box.draw(0.75, 32, 20, centre(3, 19))).isEqualTo(new Box(0, 14, 11, 20));
        // Side 1/2 of 7 is 3, its half 1: rows 2 and 3; of 2 is 1, its half 0: no column.
        assertThat(Box.draw(0.75, 7, 2, centre(3, 1))).isEqualTo(new Box(2, 1, 4, 1));
        assertThat(new Box(2, 1, 4, 1).area()).isZero();
        assertThat(new Box(0, 14, 11, 20).area()).isEqualTo(66);
    }

    @Property(seed = "1", tries = 300)
    void boxesLieInTheImageAndCoverNoMoreThanTheirPart(
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll long seed) {
        Box box = Box.draw(share, height, width, RandomStream.of(seed));
        assertThat(box.bottom()).isLessThanOrEqualTo(height);
        assertThat(box.right()).isLessThanOrEqualTo(width);
        assertThat(box.area()).isLessThanOrEqualTo((int) Math.ceil((1 - share) * height * width));
    }

    @Test
    void refusesImpossibleEdgesAndShares() {
        for (int[] edges : new int[][] {{-1, 0, 1, 1}, {0, -1, 1, 1}, {2, 0, 1, 1}, {0, 2, 1, 1}}) {
            assertThatThrownBy(() -> new Box(edges[0], edges[1], edges[2], edges[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rows " + edges[0] + " to " + edges[2] + " and columns " + edges[1]);
        }
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Box.draw(share, 4, 4, centre(0, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("share is " + share + "; allowed are 0 to 1");
        }
    }
}
