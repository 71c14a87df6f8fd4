package org.weightbalancing.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses a long-tailed subset of a balanced data set: how many images each class keeps, and which.
 *
 * <p>With C classes, N images, n_max = N / C and c = 0 .. C-1 the counts are
 *
 * <ul>
 *   <li>{@code EXPONENTIAL}: n_c = floor(n_max * (1 / imbalance)^(c / (C - 1)))
 *   <li>{@code STEP}: n_c = floor(n_max) for the first floor(C / 2) classes, floor(n_max * (1 / imbalance)) for the
 *       others
 *   <li>{@code NONE}: n_c = floor(n_max)
 * </ul>
 *
 * As in the published code, 1 / imbalance is rounded to a double before it multiplies n_max, and the floor is taken of
 * the double product. Where n_max / imbalance is a whole number that product can end just below it, and the class keeps
 * one image fewer: n_max = 98 and imbalance 49 give 98 * (1.0 / 49) = 1.9999999999999998 and thus 1 image, not 2.
 *
 * <p>Which n_c images of a class are kept is a {@link Subset}; two published data sets of the same counts differ in it. For
 * an odd number of classes the published code drops one class from STEP; here the middle class is a
 * rare one.
 *
 * <p>{@code new LongTail(Profile.EXPONENTIAL, 100)} on the 50,000 training images of CIFAR-100 is CIFAR-100-LT with
 * imbalance factor 100: 500 images in class 0, 5 in class 99, 10,847 in all.
 *
 * @param profile how the counts fall from class to class
 * @param imbalance largest over smallest class, at least 1; without effect for NONE
 * @param kept which images of each class are kept; without effect for NONE
 * @param seed of the subset, 0 to 4294967295; without effect for {@code FIRST}
 * @see <a href="https://arxiv.org/abs/1901.05555">Cui et al., Class-Balanced Loss, CVPR 2019</a>
 */
public record LongTail(Profile profile, double imbalance, Subset kept, long seed) {

    /** Names how class counts fall from the first class to the last. */
    public enum Profile {
        /** By the same factor from each class to the next. */
        EXPONENTIAL,
        /** At once, in the middle. */
        STEP,
        /** Not at all: the data set stays as it is. */
        NONE
    }

    /** Names which n_c of the images of class c are kept. */
    public enum Subset {
        /** The first ones, in the order of the set, as the published code of weight balancing does; without chance. */
        FIRST,
        /**
         * The first ones after a shuffle, in shuffled order, as the published code of LDAM-DRW does: MT19937 is seeded
         * once; for c = 0 .. C-1 the positions of all images of class c, ascending, are shuffled by Fisher and Yates from
         * the last down, each number from 0 to i drawn as the lowest bits of a word until they are not above i.
         *
         * @see <a href="https://arxiv.org/abs/1906.07413">Cao et al., Label-Distribution-Aware Margin Loss, NeurIPS
         *     2019</a>
         */
        NUMPY_SHUFFLED
    }

    /**
     * Keeps the first images of each class.
     *
     * @param profile how the counts fall from class to class
     * @param imbalance largest over smallest class, at least 1; without effect for NONE
     * @throws IllegalArgumentException if the imbalance is below 1, infinite or not a number
     */
    public LongTail(Profile profile, double imbalance) {
        this(profile, imbalance, Subset.FIRST, 0);
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the imbalance is below 1, infinite or not a number, or the seed not of 32 bits
     */
    public LongTail {
        if (!(imbalance >= 1) || Double.isInfinite(imbalance)) {
            throw new IllegalArgumentException("imbalance is " + imbalance + "; allowed are finite numbers from 1");
        }
        if (seed < 0 || seed > MersenneTwister.LARGEST_SEED) {
            throw new IllegalArgumentException(
                    "seed of the subset is " + seed + "; allowed are 0 to " + MersenneTwister.LARGEST_SEED);
        }
    }

    /**
     * Computes the number of images each class keeps.
     *
     * @param classes number of classes C, at least 1
     * @param total number of images N of the balanced set
     * @return a new array [classes], not increasing, every entry at least 1
     * @throws IllegalArgumentException if there is no class, or the last class would keep no image
     */
    public int[] counts(int classes, int total) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes is " + classes + "; at least 1 is needed");
        }
        double largest = total / (double) classes;
        int[] counts =
                IntStream.range(0, classes).map(c -> count(c, classes, largest)).toArray();
        if (counts[classes - 1] < 1) {
            throw new IllegalArgumentException("imbalance " + imbalance + " leaves class " + (classes - 1)
                    + " without an image, since the largest class has " + (int) largest
                    + "; take a smaller imbalance or a larger set");
        }
        return counts;
    }

    // StrictMath: the floor must not depend on how a processor rounds pow.
    private int count(int c, int classes, double largest) {
        double factor = 1 / imbalance;
        return switch (profile) {
            case EXPONENTIAL ->
                classes == 1 ? (int) largest : (int) (largest * StrictMath.pow(factor, c / (classes - 1.0)));
            case STEP -> c < classes / 2 || classes == 1 ? (int) largest : (int) (largest * factor);
            case NONE -> (int) largest;
        };
    }

    /**
     * Chooses the images of the long-tailed subset; for NONE all images.
     *
     * @param set the balanced set
     * @return positions in the set, class by class, in the order of the {@link Subset} within a class (NONE: ascending)
     * @throws IllegalArgumentException if a class has fewer images than it should keep
     */
    public int[] select(ImageSet set) {
        if (profile == Profile.NONE) {
            return IntStream.range(0, set.size()).toArray();
        }
        int[] counts = counts(set.classes(), set.size());
        return switch (kept) {
            case FIRST -> select(set, counts);
            case NUMPY_SHUFFLED -> shuffled(set, counts);
        };
    }

    private int[] shuffled(ImageSet set, int[] counts) {
        requireEnough(set, counts);
        int[] present = set.classCounts();
        int[] byClass = select(set, present);
        MersenneTwister random = new MersenneTwister(seed);
        int[] chosen = new int[Arrays.stream(counts).sum()];
        int start = 0;
        int end = 0;
        for (int c = 0; c < counts.length; c++) {
            int[] ofClass = Arrays.copyOfRange(byClass, start, start + present[c]);
            random.shuffle(ofClass);
            System.arraycopy(ofClass, 0, chosen, end, counts[c]);
            start += present[c];
            end += counts[c];
        }
        return chosen;
    }

    /**
     * Makes the long-tailed subset, a view of the same pixels.
     *
     * @param set the balanced set
     * @return the images of {@link #select(ImageSet)}
     * @throws IllegalArgumentException if a class has fewer images than it should keep
     */
    public ImageSet subset(ImageSet set) {
        return set.select(select(set));
    }

    /**
     * Chooses the first images of each class by given counts.
     *
     * @param set the set to choose from
     * @param counts images wanted of class 0, 1, ...; classes beyond the array are left out
     * @return positions in the set, class by class, ascending within a class
     * @throws IllegalArgumentException if more classes are asked for than the set has, a count is negative, or a
     *     class has fewer images than asked for
     */
    public static int[] select(ImageSet set, int[] counts) {
        requireEnough(set, counts);
        int[] next = new int[counts.length];
        for (int c = 1; c < counts.length; c++) {
            next[c] = next[c - 1] + counts[c - 1];
        }
        int[] left = counts.clone();
        int[] chosen = new int[Arrays.stream(counts).sum()];
        for (int i = 0; i < set.size(); i++) {
            int label = set.label(i);
            if (label < left.length && left[label] > 0) {
                left[label]--;
                chosen[next[label]++] = i;
            }
        }
        return chosen;
    }

    private static void requireEnough(ImageSet set, int[] counts) {
        if (counts.length > set.classes()) {
            throw new IllegalArgumentException(
                    counts.length + " classes are asked for, but the set has " + set.classes());
        }
        int[] present = set.classCounts();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 0 || counts[c] > present[c]) {
                throw new IllegalArgumentException(
                        "Class " + c + " (" + set.classNames().get(c) + ") has " + present[c]
                                + " images, asked for are " + counts[c] + "; allowed are 0 to " + present[c]);
            }
        }
    }
}
