package org.weightbalancing.eval;

/** The scores of a number of consecutive items, one array for each kind: what is kept grows by such pieces. */
final class ItemColumns {

    /** How many items a piece holds; 180 kB. */
    static final int ITEMS = 4096;

    final int[] label = new int[ITEMS];
    final int[] predicted = new int[ITEMS];
    final int[] rank = new int[ITEMS];
    final double[] confidence = new double[ITEMS];
    final double[] negativeLogLikelihood = new double[ITEMS];
    final double[] brier = new double[ITEMS];
    final double[] entropy = new double[ITEMS];

    /** Keeps the scores of the item in the row. */
    void set(int at, SoftmaxRow row, int truth) {
        label[at] = truth;
        predicted[at] = row.predicted();
        rank[at] = row.rank(truth);
        confidence[at] = row.confidence();
        negativeLogLikelihood[at] = row.negativeLogLikelihood(truth);
        brier[at] = row.brier(truth);
        entropy[at] = row.entropy();
    }

    /** Keeps what another holds of an item. */
    void copy(int at, ItemColumns other, int from) {
        label[at] = other.label[from];
        predicted[at] = other.predicted[from];
        rank[at] = other.rank[from];
        confidence[at] = other.confidence[from];
        negativeLogLikelihood[at] = other.negativeLogLikelihood[from];
        brier[at] = other.brier[from];
        entropy[at] = other.entropy[from];
    }
}
