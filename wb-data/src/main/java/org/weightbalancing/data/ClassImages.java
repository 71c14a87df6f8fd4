package org.weightbalancing.data;

import java.util.Arrays;
import org.weightbalancing.data.random.RandomStream;

/** Knows the images of each class that has one, classes and images in ascending order. */
final class ClassImages {
    private final int[][] members;

    private ClassImages(int[][] members) {
        this.members = members;
    }

    /**
     * Sorts images by class and leaves out the classes without one.
     *
     * @throws IllegalArgumentException if a label is not one of the classes
     */
    static ClassImages of(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("Label " + label + " is not one of " + classes + " classes");
            }
            counts[label]++;
        }
        int[][] members = new int[classes][];
        Arrays.setAll(members, c -> new int[counts[c]]);
        for (int i = labels.length - 1; i >= 0; i--) {
            members[labels[i]][--counts[labels[i]]] = i;
        }
        return new ClassImages(
                Arrays.stream(members).filter(images -> images.length > 0).toArray(int[][]::new));
    }

    /** The number of classes that have an image. */
    int classes() {
        return members.length;
    }

    /** The images of a class, counting only classes that have one; not to be changed. */
    int[] of(int index) {
        return members[index];
    }

    /** How many images each class has, none of them 0. */
    int[] counts() {
        return Arrays.stream(members).mapToInt(images -> images.length).toArray();
    }

    /** A cycle for each class. */
    Cycle[] cycles() {
        return Arrays.stream(members).map(Cycle::new).toArray(Cycle[]::new);
    }

    /**
     * Draws a class in proportion to its weight, then one of its images, again and again.
     *
     * @param weights of the classes that have an image, positive
     * @param draws how many images
     * @param replacement whether an image is drawn uniformly from its class, else from the cycle of the class
     * @return images [draws]
     */
    int[] draw(double[] weights, int draws, boolean replacement, RandomStream random) {
        double[] cumulative = weights.clone();
        for (int c = 1; c < cumulative.length; c++) {
            cumulative[c] += cumulative[c - 1];
        }
        Cycle[] cycles = replacement ? new Cycle[0] : cycles();
        int[] drawn = new int[draws];
        for (int i = 0; i < draws; i++) {
            int c = find(cumulative, random.nextDouble());
            drawn[i] = replacement ? members[c][random.nextInt(members[c].length)] : cycles[c].next(random);
        }
        return drawn;
    }

    /** The class where the running sum passes a fraction of the whole. */
    private static int find(double[] cumulative, double fraction) {
        int last = cumulative.length - 1;
        int found = Arrays.binarySearch(cumulative, fraction * cumulative[last]);
        // A sum that is met exactly belongs to the next class.
        return Math.min(found < 0 ? -found - 1 : found + 1, last);
    }
}
