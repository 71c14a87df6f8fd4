package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Layout;

/**
 * Pairs each image of one batch with a partner, and mixes the two in place.
 *
 * <p>Below, x_i and y_i are pixels and label of an image, x_j and y_j those of its partner, as they were before.
 */
public final class Pairs {

    /** Gives the share of an image's own label. */
    @FunctionalInterface
    public interface LabelShare {
        /**
         * Computes lambda in y_i' = lambda y_i + (1 - lambda) y_j.
         *
         * @param own class of the image
         * @param partner class of its partner
         * @return 0 to 1
         */
        double of(int own, int partner);
    }

    private final ImageSet set;
    private final Layout layout;
    private final int epoch;
    private final DataSet batch;
    private final int[] own;
    private final Partners partners;

    /** Keeps the batch, whose labels are one-hot still. */
    Pairs(ImageSet set, Layout layout, int epoch, DataSet batch, Partners partners) {
        this.set = set;
        this.layout = layout;
        this.epoch = epoch;
        this.batch = batch;
        this.own = OneHot.classes(batch.getLabels());
        this.partners = partners;
    }

    /**
     * Tells the epoch.
     *
     * @return zero-based
     */
    public int epoch() {
        return epoch;
    }

    /**
     * Tells the rows of an image.
     *
     * @return pixels from top to bottom
     */
    public int height() {
        return set.height();
    }

    /**
     * Tells the columns of an image.
     *
     * @return pixels from left to right
     */
    public int width() {
        return set.width();
    }

    /**
     * Counts the images of every class in the whole set.
     *
     * @return a new array [classes]
     */
    public int[] counts() {
        return set.classCounts();
    }

    /**
     * Blends images and labels: x_i' = share x_i + (1 - share) x_j, and labels alike.
     *
     * @param share of the image itself, 0 to 1; with 1 nothing changes
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public void blend(double share) {
        requireShare(share);
        if (share < 1) {
            change(Region.whole(set.height() * set.width() * set.channels()), (float) share);
            relabel((label, partner) -> share);
        }
    }

    /**
     * Pastes a box of the partner into each image, at the same place; the label's own share is the exact part of the
     * pixels outside of the box.
     *
     * @param box within the image; without a pixel nothing changes
     * @throws IllegalArgumentException if the box reaches out of the image
     */
    public void paste(Box box) {
        if (box.bottom() > height() || box.right() > width()) {
            throw new IllegalArgumentException(
                    box + " reaches out of an image of " + height() + " rows and " + width() + " columns");
        }
        if (box.area() > 0) {
            double share = 1 - box.area() / (double) (height() * width());
            change(Region.of(box, layout, height(), width(), set.channels()), 0);
            relabel((label, partner) -> share);
        }
    }

    /**
     * Replaces the labels: y_i' = lambda y_i + (1 - lambda) y_j, whatever became of them before.
     *
     * @param share gives lambda for the classes of each pair
     * @throws IllegalArgumentException if it gives a number that is not between 0 and 1
     */
    public void relabel(LabelShare share) {
        int[] others = partners.labels(own);
        FloatBuffer labels = batch.getLabels().data().asNioFloat();
        float[] row = new float[set.classes()];
        for (int i = 0; i < own.length; i++) {
            float lambda = (float) requireShare(share.of(own[i], others[i]));
            row[own[i]] = lambda;
            row[others[i]] += 1 - lambda;
            labels.put(i * row.length, row);
            row[own[i]] = 0;
            row[others[i]] = 0;
        }
    }

    private void change(Region region, float share) {
        partners.blend(batch.getFeatures().data().asNioFloat(), own.length, region, share);
    }

    private static double requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; allowed are 0 to 1");
        }
        return share;
    }
}
