package org.weightbalancing.train;

/** Features [n, D] of one view. */
interface FeatureView {

    /** Copies one row to a place in an array. */
    void copyRow(int row, float[] target, int at);

    /** Copies rows that follow one another, rows [from, to), to the start of an array. */
    void copyRows(int from, int to, float[] target);

    /**
     * A view of some rows of this one, of which none is copied.
     *
     * @param rows of this view, not changed any more
     * @param dimension D
     */
    default FeatureView select(int[] rows, int dimension) {
        FeatureView all = this;
        return new FeatureView() {
            @Override
            public void copyRow(int row, float[] target, int at) {
                all.copyRow(rows[row], target, at);
            }

            @Override
            public void copyRows(int from, int to, float[] target) {
                for (int row = from; row < to; row++) {
                    all.copyRow(rows[row], target, (row - from) * dimension);
                }
            }
        };
    }
}
