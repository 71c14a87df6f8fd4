package org.weightbalancing.train.loss;

/** The sum over a row in four interleaved parts, which a processor adds side by side; their order is always the same. */
final class Sum {

    private Sum() {}

    /** Of the entries. */
    static double of(double[] row) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < row.length - 3; i += 4) {
            a += row[i];
            b += row[i + 1];
            c += row[i + 2];
            d += row[i + 3];
        }
        for (; i < row.length; i++) {
            a += row[i];
        }
        return (a + b) + (c + d);
    }

    /** Of the products of the entries of two rows. */
    static double ofProducts(double[] row, double[] other) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < row.length - 3; i += 4) {
            a += row[i] * other[i];
            b += row[i + 1] * other[i + 1];
            c += row[i + 2] * other[i + 2];
            d += row[i + 3] * other[i + 3];
        }
        for (; i < row.length; i++) {
            a += row[i] * other[i];
        }
        return (a + b) + (c + d);
    }
}
