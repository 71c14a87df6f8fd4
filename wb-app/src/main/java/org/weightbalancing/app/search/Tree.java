package org.weightbalancing.app.search;

/** A function on points that is constant in boxes: a regression tree. */
sealed interface Tree {

    /** Its value at a point. */
    double at(double[] point);

    /** The same value everywhere. */
    record Leaf(double value) implements Tree {

        @Override
        public double at(double[] point) {
            return value;
        }
    }

    /**
     * Two functions, apart at a threshold of one coordinate.
     *
     * @param coordinate by which they are told apart
     * @param threshold that points of {@code above} reach
     * @param below the function for smaller coordinates
     * @param above the function for others
     */
    record Split(int coordinate, double threshold, Tree below, Tree above) implements Tree {

        @Override
        public double at(double[] point) {
            return point[coordinate] < threshold ? below.at(point) : above.at(point);
        }
    }
}
