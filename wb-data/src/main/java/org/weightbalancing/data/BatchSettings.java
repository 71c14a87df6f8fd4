package org.weightbalancing.data;

import java.util.List;

/**
 * Says how {@link ImageBatches} shows images.
 *
 * @param batch images in a batch, at least 1
 * @param sampler the order of an epoch
 * @param augmentations applied in list order
 * @param normalization bytes to network input
 * @param layout order of the axes
 * @param seed where the sampler's and the augmentations' random choices start
 */
public record BatchSettings(
        int batch,
        Sampler sampler,
        List<Augmentation> augmentations,
        Normalization normalization,
        Layout layout,
        long seed) {

    /**
     * Checks the batch and copies the list.
     *
     * @throws IllegalArgumentException if the batch is below 1
     */
    public BatchSettings {
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + "; at least 1 is needed");
        }
        augmentations = List.copyOf(augmentations);
    }

    /**
     * Starts from the usual: instance sampling, no augmentation, CIFAR's normalization, NHWC.
     *
     * @param batch images in a batch, at least 1
     * @param seed where random choices start
     * @return settings to refine
     */
    public static BatchSettings of(int batch, long seed) {
        return new BatchSettings(batch, new InstanceSampler(), List.of(), Normalization.CIFAR, Layout.NHWC, seed);
    }

    /**
     * Replaces the sampler.
     *
     * @param other the order of an epoch
     * @return new settings
     */
    public BatchSettings withSampler(Sampler other) {
        return new BatchSettings(batch, other, augmentations, normalization, layout, seed);
    }

    /**
     * Replaces the augmentations.
     *
     * @param others applied in this order; may be empty
     * @return new settings
     */
    public BatchSettings withAugmentations(List<Augmentation> others) {
        return new BatchSettings(batch, sampler, others, normalization, layout, seed);
    }

    /**
     * Replaces the normalization.
     *
     * @param other bytes to network input
     * @return new settings
     */
    public BatchSettings withNormalization(Normalization other) {
        return new BatchSettings(batch, sampler, augmentations, other, layout, seed);
    }

    /**
     * Replaces the layout.
     *
     * @param other order of the axes
     * @return new settings
     */
    public BatchSettings withLayout(Layout other) {
        return new BatchSettings(batch, sampler, augmentations, normalization, other, seed);
    }
}
