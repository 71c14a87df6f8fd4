package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PrincipalPlaneTest {

    private static double[][] planed(double[][] rows) {
        return PrincipalPlane.of(rows).project(rows);
    }

    @Test
    void theTwoLongestOfOrthogonalRowsSpanThePlane() {
        double[][] points = planed(new double[][] {{0, 0, 1}, {0, 3, 0}, {-2, 0, 0}});
        // rows^T rows = diag(4, 9, 1): first axis (0, 1, 0), second (1, 0, 0), largest entries positive.
        double[][] expected = {{0, 0}, {3, 0}, {0, -2}};
        for (int i = 0; i < 3; i++) {
            assertThat(points[i]).containsExactly(expected[i], within(1e-7));
        }
    }

    @Test
    void theLongestRowNeedNotLieInThePlane() {
        // Squares 2.9 for the long row; the other two have Gram (2 1; 1 2), eigenvalue 3 along (1, 1).
        double[][] rows = {{Math.sqrt(2), 0, 0}, {1 / Math.sqrt(2), Math.sqrt(1.5), 0}, {0, 0, Math.sqrt(2.9)}};
        double[][] points = planed(rows);
        assertThat(points[0][0]).isCloseTo(points[1][0], within(1e-5)).isCloseTo(Math.sqrt(1.5), within(1e-5));
        assertThat(points[2]).containsExactly(new double[] {0, Math.sqrt(2.9)}, within(1e-5));
    }

    @Test
    void twoColumnsStayAsTheyAre() {
        double[][] rows = {{1, 2}, {-30, 4}, {0, 0}};
        assertThat(planed(rows)).isDeepEqualTo(rows);
    }

    @Test
    void oneColumnHasNoSecondCoordinateAndALineNone() {
        assertThat(planed(new double[][] {{5}})).isDeepEqualTo(new double[][] {{5, 0}});
        double[][] line = planed(new double[][] {{2, 0, 0, 0}, {4, 0, 0, 0}});
        assertThat(line[0]).containsExactly(new double[] {2, 0}, within(1e-12));
        assertThat(line[1]).containsExactly(new double[] {4, 0}, within(1e-12));
        assertThat(planed(new double[2][3])).isDeepEqualTo(new double[2][2]);
    }

    @Property(seed = "1", tries = 30)
    void rowsOfAPlaneKeepTheirInnerProducts(@ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int width) {
        Random random = new Random(seed);
        double[][] axes = gaussian(random, 2, width);
        double[][] rows = new double[5][width];
        for (double[] row : rows) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int j = 0; j < width; j++) {
                row[j] = a * axes[0][j] + b * axes[1][j];
            }
        }
        double[][] points = planed(rows);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(dot(points[i], points[j])).isCloseTo(dot(rows[i], rows[j]), within(1e-6 * width));
            }
        }
    }

    @Test
    void thePlaneHoldsTheLargestEigenvaluesOfAll() {
        double[][] rows = {{0, 0, 1}, {0, 3, 0}, {-2, 0, 0}};
        // (9 + 4) / (9 + 4 + 1)
        assertThat(PrincipalPlane.of(rows).share(rows)).isCloseTo(13.0 / 14, within(1e-9));
        double[][] flat = {{1, 2}, {3, 4}};
        assertThat(PrincipalPlane.of(flat).share(flat)).isEqualTo(1);
        assertThat(PrincipalPlane.of(new double[2][3]).share(new double[2][3])).isNaN();
    }

    @Property(seed = "1", tries = 30)
    void columnsOfZeroChangeNothing(@ForAll long seed, @ForAll @IntRange(min = 3, max = 6) int width) {
        // 8 rows: rows^T rows is the smaller Gram of the narrow, rows rows^T of the wide.
        double[][] narrow = gaussian(new Random(seed), 8, width);
        double[][] wide = new double[8][20];
        for (int i = 0; i < 8; i++) {
            narrow[i][0] *= 4;
            narrow[i][1] *= 2;
            System.arraycopy(narrow[i], 0, wide[i], 0, width);
        }
        double[][] one = planed(narrow);
        double[][] other = planed(wide);
        for (int i = 0; i < 8; i++) {
            assertThat(other[i][0]).isCloseTo(one[i][0], within(1e-3));
        }
        assertThat(squares(other)).isCloseTo(squares(one), within(1e-6 * squares(one)));
    }

    @Property(seed = "1", tries = 30)
    void noOtherPlaneIsCloser(@ForAll long seed) {
        Random random = new Random(seed);
        double[][] rows = gaussian(random, 6, 5);
        double[][] other = PrincipalPlane.of(gaussian(random, 6, 5)).project(rows);
        assertThat(squares(planed(rows))).isGreaterThanOrEqualTo(squares(other) * (1 - 1e-9));
    }

    @Test
    void badRowsAreRefused() {
        assertThatThrownBy(() -> PrincipalPlane.of(new double[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows has no number, must have at least one");
        assertThatThrownBy(() -> PrincipalPlane.of(new double[][] {{1, 2, 3}, {1}}))
                .hasMessage("row 1 has 1 numbers, must have 3");
        assertThatThrownBy(() -> PrincipalPlane.of(new double[][] {{1, Double.NaN, 3}}))
                .hasMessage("row 0 has NaN, must be finite");
        PrincipalPlane plane = PrincipalPlane.of(new double[][] {{1, 2, 3}});
        assertThatThrownBy(() -> plane.project(new double[][] {{1, 2}})).hasMessage("row 0 has 2 numbers, must have 3");
    }

    private static double[][] gaussian(Random random, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return matrix;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double squares(double[][] points) {
        double sum = 0;
        for (double[] point : points) {
            sum += dot(point, point);
        }
        return sum;
    }
}
