/**
 * Long-tailed image data sets as {@link org.nd4j.linalg.dataset.api.iterator.DataSetIterator}s.
 *
 * <p>Images stay unsigned bytes in one immutable store; subsets are views of it, an augmentation alters how an image
 * is read, and floats exist only in the batch at hand. Everything random is a pure function of a seed and a position.
 * CIFAR-100-LT with imbalance factor 100, ready to train on:
 *
 * <pre>{@code
 * ImageSet all = CifarBinary.CIFAR_100.read(Path.of("cifar-100-binary"), Split.TRAIN);
 * ImageSet longTailed = new LongTail(LongTail.Profile.EXPONENTIAL, 100).subset(all);
 * Holdout.Parts parts = new Holdout(0.1, 42).split(longTailed);
 *
 * BatchSettings settings = BatchSettings.of(64, 42)
 *         .withSampler(new ClassBalancedSampler())
 *         .withAugmentations(List.of(new PadCrop(4), new HorizontalFlip()));
 * try (ImageBatches batches = new ImageBatches(parts.train(), settings)) {
 *     graph.fit(batches, 10);
 * }
 * }</pre>
 *
 * <p>In this order the validation images are long-tailed like the training images: whoever selects by them should look
 * at the mean over classes, and rare classes may have none. LongTail needs a balanced set, so Holdout comes after it.
 *
 * <ul>
 *   <li>Images: {@link org.weightbalancing.data.ImageSet}, {@link org.weightbalancing.data.CifarBinary} with
 *       {@link org.weightbalancing.data.Split}, {@link org.weightbalancing.data.DrawnImages},
 *       {@link org.weightbalancing.data.Fingerprint}, {@link org.weightbalancing.data.DataException}
 *   <li>Subsets: {@link org.weightbalancing.data.LongTail}, {@link org.weightbalancing.data.Holdout}
 *   <li>Order: {@link org.weightbalancing.data.Sampler}: {@link org.weightbalancing.data.InstanceSampler},
 *       {@link org.weightbalancing.data.ClassBalancedSampler}, {@link org.weightbalancing.data.PowerSampler},
 *       {@link org.weightbalancing.data.ProgressiveSampler}, {@link org.weightbalancing.data.ClassAwareSampler},
 *       {@link org.weightbalancing.data.RepeatFactorSampler}, {@link org.weightbalancing.data.DeferredSampler},
 *       {@link org.weightbalancing.data.SequentialSampler}
 *   <li>Augmentation: {@link org.weightbalancing.data.Augmentation} of a {@link org.weightbalancing.data.Placement}:
 *       {@link org.weightbalancing.data.PadCrop}, {@link org.weightbalancing.data.HorizontalFlip}
 *   <li>Batches: {@link org.weightbalancing.data.ImageBatches} by {@link org.weightbalancing.data.BatchSettings} with
 *       {@link org.weightbalancing.data.Normalization} and {@link org.weightbalancing.data.Layout}; mixed with one another
 *       in {@code org.weightbalancing.data.mixing}
 * </ul>
 */
package org.weightbalancing.data;
