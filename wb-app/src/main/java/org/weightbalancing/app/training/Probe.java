package org.weightbalancing.app.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.train.FeatureBank;

/**
 * Measures features of some training images, so rarely that the passes over them cost a two-hundredth of the training.
 *
 * @param every how many epochs they are measured
 * @param parts give the features of the first ten images of each class, fewer if there are many classes, not augmented, in
 *     the network that is trained: some of them each; none if there is nothing to measure
 */
record Probe(int every, List<Function<ComputationGraph, FeatureBank>> parts) {

    Probe {
        parts = List.copyOf(parts);
    }

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
    private static final int LEAST_PER_CLASS = 2;
    private static final int IMAGES = 5000;
    private static final int PART = 512;

    private static final double SHARE = 0.005;

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
        int[] chosen = chosen(train);
        List<Function<ComputationGraph, FeatureBank>> parts = new ArrayList<>();
        for (int from = 0; from < chosen.length; from += PART) {
            int[] part = Arrays.copyOfRange(chosen, from, Math.min(chosen.length, from + PART));
            parts.add(features.apply(train.select(part)));
        }
        double cost = step.forward * chosen.length / epochLength;
        return new Probe(Math.max(1, (int) Math.ceil(cost / SHARE)), parts);
    }

    private static int[] chosen(ImageSet train) {
        int most = Math.max(LEAST_PER_CLASS, Math.min(PER_CLASS, IMAGES / train.classes()));
        int[] taken = new int[train.classes()];
        return IntStream.range(0, train.size())
                .filter(image -> taken[train.label(image)]++ < most)
                .toArray();
    }

    /** Measures nothing: the features are those of an earlier stage. */
    static Probe none() {
        return new Probe(Integer.MAX_VALUE, List.of());
    }

    /** Whether an epoch, from 0, of so many is measured: each so many-th, and the last. */
    boolean measures(int epoch, int epochs) {
        return !parts.isEmpty() && ((epoch + 1) % every == 0 || epoch == epochs - 1);
    }
}
