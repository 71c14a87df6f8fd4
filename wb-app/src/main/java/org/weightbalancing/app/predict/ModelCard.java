package org.weightbalancing.app.predict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.app.text.Printable;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.eval.adjustment.LogitAdjustment;

/**
 * What a model file says of its network, besides the weights.
 *
 * @param network name of the stage or post-hoc change
 * @param stamp the warning that its results carry, if any
 * @param classNames by class
 * @param trainCounts training images of each class
 * @param image what images must be like
 * @param normalization of the images
 * @param adjustment of the logits, temperature included, if there is one
 * @param batch images at once, as in the evaluation
 * @param prior what the probabilities are taken for unless told otherwise
 * @param origin where the network comes from
 */
public record ModelCard(
        String network,
        Optional<String> stamp,
        List<String> classNames,
        List<Integer> trainCounts,
        Size image,
        Normalization normalization,
        Optional<LogitAdjustment> adjustment,
        int batch,
        ModelPrior prior,
        Origin origin) {

    private static final int CHANNELS = 3;
    private static final int LONGEST_SIDE = 1024;
    private static final long MOST_VALUES = 1L << 24;

    /** Rows and columns of images. */
    public record Size(int height, int width) {}

    /**
     * The run.
     *
     * @param experiment its name
     * @param experimentSha256 identity of the experiment
     * @param fingerprints of the images, by split
     * @param weights fingerprint of the network's weights
     * @param version of wb that exported it
     * @param commit of that wb
     */
    public record Origin(
            String experiment,
            String experimentSha256,
            Map<String, String> fingerprints,
            String weights,
            String version,
            String commit) {

        /** Keeps a copy of the fingerprints. */
        public Origin {
            fingerprints = Map.copyOf(fingerprints);
        }
    }

    /**
     * Refuses what cannot belong together: counts or an adjustment of other classes, images or batches of impossible size,
     * other than three channels, and names with characters that are not printed.
     */
    public ModelCard {
        classNames = List.copyOf(classNames);
        trainCounts = List.copyOf(trainCounts);
        int classes = classNames.size();
        require(classes >= 2, "it has " + classes + " classes, but needs at least 2");
        require(
                Stream.of(List.of(network), classNames, stamp.stream().toList())
                        .flatMap(List::stream)
                        .allMatch(Printable::is),
                "the name of a network or class, or the stamp, holds a character that is not printed");
        require(trainCounts.size() == classes, "it counts " + trainCounts.size() + " classes, but names " + classes);
        require(trainCounts.stream().allMatch(count -> count >= 0), "it counts fewer than 0 images of a class");
        require(
                inside(image.height(), LONGEST_SIDE) && inside(image.width(), LONGEST_SIDE),
                "its images are " + image.height() + "x" + image.width() + ", but sides are 1 to " + LONGEST_SIDE);
        require(
                normalization.channels() == CHANNELS,
                "its normalization has " + normalization.channels() + " channels, but images have " + CHANNELS);
        require(
                adjustment.isEmpty() || adjustment.get().classes() == classes,
                "its adjustment is not of " + classes + " classes");
        require(
                batch >= 1 && (long) batch * image.height() * image.width() * CHANNELS <= MOST_VALUES,
                "its batch is of " + batch + " images, which is not possible");
    }

    private static boolean inside(int side, int longest) {
        return side >= 1 && side <= longest;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Training images of each class, [classes]. */
    public int[] counts() {
        return trainCounts.stream().mapToInt(Integer::intValue).toArray();
    }
}
