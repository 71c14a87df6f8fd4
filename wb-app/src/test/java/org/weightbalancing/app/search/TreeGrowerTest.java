package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TreeGrowerTest {

    private static Tree grown(double[] values, int... rows) {
        double[][] points = new double[values.length][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {0.5, i};
        }
        return new TreeGrower(points, values).grow(rows);
    }

    // Squares shrink by 6.8, 8.2 and 6.8 after 2, 3 and 4 points; parts of three are not split.
    @Test
    void theSplitIsWhereSquaresShrinkMost() {
        Tree tree = grown(new double[] {0, 0, 1, 2, 3, 3}, 0, 1, 2, 3, 4, 5);
        assertThat(tree.at(new double[] {0, 2.4})).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(tree.at(new double[] {9, 2.5})).isCloseTo(8.0 / 3, within(1e-12));
    }

    @Test
    void aPointThatIsGivenTwiceCountsTwice() {
        Tree tree = grown(new double[] {0, 0, 6, 6}, 0, 1, 1, 2, 3, 3);
        assertThat(tree).isInstanceOf(Tree.Split.class);
        Tree three = grown(new double[] {0, 6}, 0, 1, 1);
        assertThat(three).isEqualTo(new Tree.Leaf(4));
    }

    @Test
    void equalValuesAreNotSplit() {
        assertThat(grown(new double[] {0.1, 0.1, 0.1, 0.1, 0.1}, 0, 1, 2, 3, 4)).isInstanceOf(Tree.Leaf.class);
    }

    @Test
    void pointsAtOnePlaceAreNotSplit() {
        double[][] points = {{1}, {1}, {1}, {1}};
        assertThat(new TreeGrower(points, new double[] {0, 0, 1, 1}).grow(new int[] {0, 1, 2, 3}))
                .isEqualTo(new Tree.Leaf(0.5));
    }
}
