package org.weightbalancing.data;

/**
 * Describes where each pixel of an augmented image is read from: a shift with zero padding and a mirroring.
 *
 * <p>Starts as the image itself. Each change acts on the result of the earlier ones, as if the image had been copied
 * each time; what a crop has cut off does not come back.
 */
public final class Placement {
    static final int LARGEST_PAD = 4096;

    private final Axis rows;
    private final Axis columns;

    Placement(int height, int width) {
        rows = new Axis(height);
        columns = new Axis(width);
    }

    /**
     * Pads with zero bytes on all sides, then crops the original size.
     *
     * @param pad pixels added on each side, 0 to 4096
     * @param top first row of the crop in the padded image, 0 to 2 pad
     * @param left first column of the crop in the padded image, 0 to 2 pad
     * @throws IllegalArgumentException if the crop leaves the padded image
     */
    public void crop(int pad, int top, int left) {
        if (pad < 0 || pad > LARGEST_PAD || top < 0 || top > 2 * pad || left < 0 || left > 2 * pad) {
            throw new IllegalArgumentException("Crop at (" + top + ", " + left + ") of an image padded by " + pad
                    + " leaves it; allowed are pads 0 to " + LARGEST_PAD + " and offsets 0 to twice the pad");
        }
        rows.shift(top - pad);
        columns.shift(left - pad);
    }

    /** Exchanges left and right. */
    public void mirror() {
        columns.reverse();
    }

    /**
     * Tells the rows of the image.
     *
     * @return pixels from top to bottom
     */
    public int height() {
        return rows.length;
    }

    /**
     * Tells the columns of the image.
     *
     * @return pixels from left to right
     */
    public int width() {
        return columns.length;
    }

    void restart() {
        rows.restart();
        columns.restart();
    }

    Axis rows() {
        return rows;
    }

    Axis columns() {
        return columns;
    }

    /** Output index i of from .. to-1 is read at step * i + start; the others are padding. */
    static final class Axis {
        private final int length;
        private int step;
        private int start;
        private int from;
        private int to;

        private Axis(int length) {
            this.length = length;
            restart();
        }

        private void restart() {
            step = 1;
            start = 0;
            from = 0;
            to = length;
        }

        private void shift(int by) {
            start += step * by;
            from = inside(from - by);
            to = inside(to - by);
        }

        private void reverse() {
            start += step * (length - 1);
            step = -step;
            int end = length - from;
            from = length - to;
            to = end;
        }

        private int inside(int index) {
            return Math.max(0, Math.min(length, index));
        }

        int from() {
            return from;
        }

        int to() {
            return to;
        }

        int step() {
            return step;
        }

        int source(int index) {
            return step * index + start;
        }
    }
}
