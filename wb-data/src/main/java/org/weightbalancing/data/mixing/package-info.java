/**
 * Mixes the images of a batch with partners, and their labels alike: mixup, Remix, CutMix and context-rich oversampling.
 *
 * <p>A {@link org.weightbalancing.data.mixing.Mixing} sees one batch as {@link org.weightbalancing.data.mixing.Pairs} of
 * an image and its partner, and blends the two or pastes a box of one into the other. Labels become soft: [b, C], each
 * row summing to 1. Every mixed batch is a pure function of the set, the settings, the epoch and its number.
 *
 * <pre>{@code
 * ImageBatches images = new ImageBatches(longTailed, BatchSettings.of(64, 42));
 * try (MixedBatches batches = new MixedBatches(images, new Remix())) {
 *     graph.fit(batches, 10);
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.data.mixing.MixedBatches}: batches mixed by one of the methods.
 *   <li>{@link org.weightbalancing.data.mixing.Mixup}: blends pixels and labels.
 *   <li>{@link org.weightbalancing.data.mixing.Remix}: blends pixels, and labels in favour of the rarer class.
 *   <li>{@link org.weightbalancing.data.mixing.CutMix}: pastes a {@link org.weightbalancing.data.mixing.Box}.
 *   <li>{@link org.weightbalancing.data.mixing.ContextRichOversampling}: pastes a box of an image of a rare class.
 * </ul>
 */
package org.weightbalancing.data.mixing;
