package org.weightbalancing.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Holds labelled images of one size as an immutable view over unsigned bytes.
 *
 * <p>The store is {@code [n, height, width, channels]} in row-major order, channels red, green, blue for colour
 * images. {@link #select} makes another view of the same bytes, so that long-tailed subsets and validation splits
 * cost four bytes a chosen image and label. Safe for use by several threads.
 */
public final class ImageSet {
    private final byte[] store;
    private final int[] rows;
    private final int[] labels;
    private final int height;
    private final int width;
    private final int channels;
    private final List<String> classNames;
    private final String identity;

    private ImageSet(
            byte[] store,
            int[] rows,
            int[] labels,
            int height,
            int width,
            int channels,
            List<String> classNames,
            String identity) {
        this.store = store;
        this.rows = rows;
        this.labels = labels;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.classNames = classNames;
        this.identity = identity;
    }

    /**
     * Makes a set of all images in the array, in their order.
     *
     * @param pixels unsigned bytes [n, height, width, channels]; copied
     * @param height rows of an image, at least 1
     * @param width columns of an image, at least 1
     * @param channels values of a pixel, at least 1
     * @param labels class index of each image, 0 to classes - 1; copied
     * @param classNames one name for each class, also for classes without an image
     * @return the set
     * @throws IllegalArgumentException if a size is below 1, the number of bytes does not fit the number of labels,
     *     or a label names no class
     */
    public static ImageSet of(
            byte[] pixels, int height, int width, int channels, int[] labels, List<String> classNames) {
        return adopt(pixels.clone(), height, width, channels, labels.clone(), classNames);
    }

    /** As {@link #of}, but keeps the arrays: for readers that have just filled them and let go of them. */
    static ImageSet adopt(byte[] pixels, int height, int width, int channels, int[] labels, List<String> classNames) {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("Image size " + height + " x " + width + " x " + channels
                    + " is not possible; height, width and channels must be at least 1");
        }
        long expected = (long) labels.length * height * width * channels;
        if (pixels.length != expected) {
            throw new IllegalArgumentException(labels.length + " images of " + height + " x " + width + " x " + channels
                    + " need " + expected + " bytes, not " + pixels.length);
        }
        requireClasses(labels, classNames.size());
        int[] rows = new int[labels.length];
        Arrays.setAll(rows, i -> i);
        return new ImageSet(pixels, rows, labels, height, width, channels, List.copyOf(classNames), "");
    }

    /**
     * Makes a set of images of which only the classes are known, such as those whose features another program has
     * computed. It is counted, sampled and divided as any other, but cannot be shown: height, width and channels are 0.
     *
     * @param labels class index of each image, 0 to classes - 1; copied
     * @param classNames one name for each class
     * @param identity of what is known of the images elsewhere, such as a digest of their features; not empty. Its equality
     *     is that of images for {@link Fingerprint}
     * @return the set
     * @throws IllegalArgumentException if a label names no class, or the identity is empty
     */
    public static ImageSet withoutPixels(int[] labels, List<String> classNames, String identity) {
        requireClasses(labels, classNames.size());
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("The identity of images without pixels is empty");
        }
        int[] rows = new int[labels.length];
        Arrays.setAll(rows, i -> i);
        return new ImageSet(new byte[0], rows, labels.clone(), 0, 0, 0, List.copyOf(classNames), identity);
    }

    private static void requireClasses(int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "Label " + labels[i] + " of image " + i + " names no class; allowed are 0 to " + (classes - 1));
            }
        }
    }

    /**
     * Makes a view of the chosen images in the chosen order; no pixel is copied.
     *
     * @param indices positions in this set, each 0 to size - 1; may repeat, may be empty
     * @return a set of {@code indices.length} images with the same classes
     * @throws IllegalArgumentException if an index lies outside this set
     */
    public ImageSet select(int[] indices) {
        int[] chosenRows = new int[indices.length];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosenRows[i] = rows[checked(indices[i])];
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImageSet(store, chosenRows, chosenLabels, height, width, channels, classNames, identity);
    }

    /**
     * Counts the images.
     *
     * @return the number of images, possibly 0
     */
    public int size() {
        return rows.length;
    }

    /**
     * Tells the rows of an image.
     *
     * @return pixels from top to bottom
     */
    public int height() {
        return height;
    }

    /**
     * Tells the columns of an image.
     *
     * @return pixels from left to right
     */
    public int width() {
        return width;
    }

    /**
     * Tells the values of a pixel.
     *
     * @return 3 for colour images
     */
    public int channels() {
        return channels;
    }

    /**
     * Counts the classes, including those without an image.
     *
     * @return the number of class names
     */
    public int classes() {
        return classNames.size();
    }

    /**
     * Names the classes.
     *
     * @return an unmodifiable list, by class index
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * Tells the class of one image.
     *
     * @param image position in this set, from 0
     * @return the class index
     * @throws IllegalArgumentException if the position lies outside this set
     */
    public int label(int image) {
        return labels[checked(image)];
    }

    /**
     * Tells the class of every image.
     *
     * @return a new array [size]
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Counts the images of every class.
     *
     * @return a new array [classes]; 0 for a class without an image
     */
    public int[] classCounts() {
        int[] counts = new int[classes()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * Reads one value of one pixel.
     *
     * @param image position in this set, from 0
     * @param row from the top, from 0
     * @param column from the left, from 0
     * @param channel from 0
     * @return the unsigned byte, 0 to 255
     * @throws IllegalArgumentException if the image lies outside this set
     * @throws IndexOutOfBoundsException if row, column or channel lies outside the image
     */
    public int value(int image, int row, int column, int channel) {
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        Objects.checkIndex(channel, channels);
        return store[offset(image) + (row * width + column) * channels + channel] & 0xff;
    }

    /**
     * Tells whether the images can be shown.
     *
     * @return false for a set {@link #withoutPixels} and what is selected of it
     */
    public boolean hasPixels() {
        return identity.isEmpty();
    }

    /**
     * Tells where each image was in the set that was made first, before any {@link #select}.
     *
     * @return a new array [size] of positions from 0
     */
    public int[] positions() {
        return rows.clone();
    }

    /** What tells images without pixels apart; empty for others. */
    String identity() {
        return identity;
    }

    /** The shared bytes; never written to. */
    byte[] store() {
        return store;
    }

    /** Where the image begins in {@link #store}. */
    int offset(int image) {
        return rows[checked(image)] * height * width * channels;
    }

    private int checked(int image) {
        if (image < 0 || image >= rows.length) {
            throw new IllegalArgumentException(
                    "There is no image " + image + " in a set of " + rows.length + " images, counted from 0");
        }
        return image;
    }

    /** Describes the set in words, for messages: size, shape and number of classes. */
    @Override
    public String toString() {
        return size() + " images " + height + "x" + width + "x" + channels + " in " + classes() + " classes";
    }
}
