package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.train.FeatureBank;

/**
 * Measures features of some training images, so rarely that it costs about a hundredth of the training.
 *
 * @param every how many epochs they are measured
 * @param features of the first ten images of each class, not augmented, in the network that is trained; empty if
 *     there is nothing to measure
 */
record Probe(int every, Optional<Function<ComputationGraph, FeatureBank>> features) {

    /** What a step of training does, in passes over its images. */
    enum Step {
        /** Forward and backward: a pass forward in inference is about this fraction of it. */
        OF_EVERYTHING(0.3),
        /** Forward only, but for the classifier. */
        OF_THE_CLASSIFIER(1);

        private final double forward;

        Step(double forward) {
            this.forward = forward;
        }
    }

    private static final int PER_CLASS = 10;

    private static final double SHARE = 0.01;

    /**
     * Chooses images.
     *
     * @param train all training images
     * @param epochLength images that an epoch shows
     * @param step what it costs
     * @param features of the chosen images, given the network that is trained
     */
    static Probe of(
            ImageSet train,
            int epochLength,
            Step step,
            Function<ImageSet, Function<ComputationGraph, FeatureBank>> features) {
        int[] taken = new int[train.classes()];
        List<Integer> chosen = new ArrayList<>();
        for (int image = 0; image < train.size(); image++) {
            if (taken[train.label(image)]++ < PER_CLASS) {
                chosen.add(image);
            }
        }
        double cost = step.forward * chosen.size() / epochLength;
        ImageSet images =
                train.select(chosen.stream().mapToInt(Integer::intValue).toArray());
        return new Probe(Math.max(1, (int) Math.ceil(cost / SHARE)), Optional.of(features.apply(images)));
    }

    /** Measures nothing: the features are those of an earlier stage. */
    static Probe none() {
        return new Probe(Integer.MAX_VALUE, Optional.empty());
    }

    /** Whether an epoch, from 0, of so many is measured: each so many-th, and the last. */
    boolean measures(int epoch, int epochs) {
        return features.isPresent() && ((epoch + 1) % every == 0 || epoch == epochs - 1);
    }
}
