package org.weightbalancing.app.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.ShotGroupSettings;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.Holdout;
import org.weightbalancing.data.ImageSet;

/**
 * How many images of each class an experiment trains on.
 *
 * @param counts by class, without those held out for validation
 */
public record TrainingCounts(List<Integer> counts) {

    /** Keeps a copy. */
    public TrainingCounts {
        counts = List.copyOf(counts);
    }

    /**
     * Computes the counts without the images.
     *
     * @return the counts; nothing for a source of a plug-in, whose images nobody knows before it is opened
     * @throws ExperimentException if a class would have no image
     */
    public static Optional<TrainingCounts> of(DataSettings data) {
        OptionalInt classes = data.source().classes();
        OptionalInt largest = largest(data.source());
        if (classes.isEmpty() || largest.isEmpty()) {
            return Optional.empty();
        }
        try {
            int[] counts =
                    data.longTail().longTail().counts(classes.getAsInt(), classes.getAsInt() * largest.getAsInt());
            int[] left = data.validation() > 0 ? heldOut(counts, data.validation()) : counts;
            return Optional.of(new TrainingCounts(Arrays.stream(left).boxed().toList()));
        } catch (IllegalArgumentException e) {
            throw new ExperimentException("data.long-tail: " + e.getMessage());
        }
    }

    private static OptionalInt largest(SourceSettings source) {
        if (source instanceof SourceSettings.Cifar10) {
            return OptionalInt.of(5000);
        } else if (source instanceof SourceSettings.Cifar100) {
            return OptionalInt.of(500);
        }
        return source instanceof SourceSettings.Drawn drawn ? OptionalInt.of(drawn.largest()) : OptionalInt.empty();
    }

    /** The rule of the split itself, on images of one pixel; the seed decides which images, not how many. */
    private static int[] heldOut(int[] counts, double fraction) {
        int[] labels = IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
                .toArray();
        List<String> names =
                IntStream.range(0, counts.length).mapToObj(Integer::toString).toList();
        ImageSet set = ImageSet.of(new byte[labels.length], 1, 1, 1, labels, names);
        return new Holdout(fraction, 0).split(set).train().classCounts();
    }

    /** The images in words, such as "10847 training images in 100 classes, 500 in the largest and 5 in the smallest". */
    public String words() {
        int sum = counts.stream().mapToInt(Integer::intValue).sum();
        int most = counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int least = counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
        return sum + " training images in " + counts.size() + " classes, " + most + " in the largest and " + least
                + " in the smallest";
    }

    /** The classes of each shot group in words. */
    public String groups(ShotGroupSettings bounds) {
        long many = counts.stream().filter(count -> count > bounds.manyAbove()).count();
        long few = counts.stream().filter(count -> count < bounds.fewBelow()).count();
        return many + " many-shot, " + (counts.size() - many - few) + " medium-shot and " + few + " few-shot classes";
    }
}
