package org.weightbalancing.train.loss;

/** The entries of a row that are not zero, which are few in a target. */
final class Nonzero {

    private Nonzero() {}

    /** Index of the first such entry from an index on, or the length of the row. */
    static int from(int start, double[] row) {
        for (int c = start; c < row.length; c++) {
            if (row[c] != 0) {
                return c;
            }
        }
        return row.length;
    }
}
