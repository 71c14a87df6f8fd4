package org.weightbalancing.app.plot;

import java.util.Random;

/**
 * The plane through the origin that lies closest to rows [k][D]: spanned by the two eigenvectors of largest eigenvalue of
 * rows^T rows, that is the principal components without centring, so that the origin stays the origin.
 */
public final class PrincipalPlane {

    private static final int STEPS = 2000;
    private static final double STILL = 1e-15;
    private static final long SEED = 5;

    private final double[][] axes;

    private PrincipalPlane(double[][] axes) {
        this.axes = axes;
    }

    /**
     * The plane of the rows. With D = 2 its axes are those of the rows, so that {@link #project} changes nothing; with D =
     * 1 the second coordinate is 0. Power iteration on the smaller of rows^T rows and rows rows^T; the largest entry of
     * each axis is positive. Where the rows span less than a plane, the axis left over is 0.
     *
     * @throws IllegalArgumentException if there is no row, a row is empty or of another length, or a number is not finite
     */
    public static PrincipalPlane of(double[][] rows) {
        check(rows);
        int width = rows[0].length;
        if (width <= 2) {
            return new PrincipalPlane(new double[][] {unit(width, 0), unit(width, 1)});
        }
        double[] first = direction(rows, new double[width]);
        return new PrincipalPlane(new double[][] {first, direction(rows, first)});
    }

    /**
     * The coordinates [k][2] of rows [k][D] in this plane.
     *
     * @throws IllegalArgumentException if a row has not D numbers
     */
    public double[][] project(double[][] rows) {
        double[][] points = new double[rows.length][2];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != axes[0].length) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + rows[i].length + " numbers, must have " + axes[0].length);
            }
            points[i][0] = dot(rows[i], axes[0]);
            points[i][1] = dot(rows[i], axes[1]);
        }
        return points;
    }

    /**
     * The share of the rows' squared length that lies in this plane, sum over i of |projected row i|^2 / sum over i of |row
     * i|^2, from 0 to 1; NaN if all rows are 0.
     *
     * @throws IllegalArgumentException if a row has not D numbers
     */
    public double share(double[][] rows) {
        double inPlane = 0;
        double all = 0;
        double[][] points = project(rows);
        for (int i = 0; i < rows.length; i++) {
            inPlane += dot(points[i], points[i]);
            all += dot(rows[i], rows[i]);
        }
        return inPlane / all;
    }

    private static void check(double[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("rows has no number, must have at least one");
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + rows[i].length + " numbers, must have " + rows[0].length);
            }
            for (double number : rows[i]) {
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException("row " + i + " has " + number + ", must be finite");
                }
            }
        }
    }

    private static double[] unit(int width, int place) {
        double[] unit = new double[width];
        if (place < width) {
            unit[place] = 1;
        }
        return unit;
    }

    // The unit vector v of largest |rows v| among those orthogonal to the found one.
    private static double[] direction(double[][] rows, double[] found) {
        double[][] left = without(rows, found);
        boolean wide = left.length < left[0].length;
        double[][] gram = wide ? gram(left) : gram(transposed(left));
        double[] vector = largest(gram);
        return signed(wide ? unit(times(transposed(left), vector)) : vector);
    }

    private static double[][] without(double[][] rows, double[] axis) {
        double[][] left = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double length = dot(rows[i], axis);
            left[i] = rows[i].clone();
            for (int j = 0; j < axis.length; j++) {
                left[i][j] -= length * axis[j];
            }
        }
        return left;
    }

    // Starts from fixed random numbers: a start with a pattern may be orthogonal to the answer.
    private static double[] largest(double[][] gram) {
        double[] vector = unit(new Random(SEED).doubles(gram.length, 0.5, 1.5).toArray());
        for (int step = 0; step < STEPS; step++) {
            double[] next = unit(times(gram, vector));
            double change = 1 - dot(next, vector);
            vector = next;
            if (Math.abs(change) < STILL) {
                break;
            }
        }
        return vector;
    }

    private static double[] signed(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-9)) {
                largest = entry;
            }
        }
        double[] signed = vector.clone();
        for (int i = 0; i < signed.length && largest < 0; i++) {
            signed[i] = -signed[i];
        }
        return signed;
    }

    private static double[][] gram(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(rows[i], rows[j]);
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] transposed = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                transposed[j][i] = rows[i][j];
            }
        }
        return transposed;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
