package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * Divides classes into many, medium and few shot by their number n of training images: many if n &gt; manyAbove, few if
 * n &lt; fewBelow, medium between, both ends included.
 *
 * @param manyAbove the largest n that is not many, at least 0
 * @param fewBelow the smallest n that is not few, at least 0 and at most {@code manyAbove + 1}
 */
public record ShotGroups(int manyAbove, int fewBelow) implements ShotConvention {

    /** Many &gt; 1000, few &lt; 200: Hasegawa and Sato (ICLR 2024) for CIFAR-10-LT, whose classes are all large. */
    public static final ShotGroups CIFAR_10 = new ShotGroups(1000, 200);

    private static final ShotGroups STANDARD = new ShotGroups(100, 20);
    private static final ShotGroups INCLUSIVE = new ShotGroups(99, 21);

    /** Refuses negative and overlapping bounds. */
    public ShotGroups {
        if (manyAbove < 0 || fewBelow < 0 || fewBelow - 1 > manyAbove) {
            throw new IllegalArgumentException("shot groups many > " + manyAbove + ", few < " + fewBelow
                    + ", but bounds >= 0 with fewBelow <= manyAbove + 1 are required");
        }
    }

    /** Many &gt; 100, medium 20..100, few &lt; 20: Kang et al. (ICLR 2020), weight balancing and most others. */
    public static ShotGroups standard() {
        return STANDARD;
    }

    /** Many &gt;= 100, medium 21..99, few &lt;= 20: the code of Open Long-Tailed Recognition (Liu et al., CVPR 2019). */
    public static ShotGroups inclusive() {
        return INCLUSIVE;
    }

    /** Returns the group of a class with so many training images. */
    public Shot of(int trainingImages) {
        if (trainingImages < 0) {
            throw new IllegalArgumentException("training images = " + trainingImages + ", but at least 0 is required");
        }
        if (trainingImages > manyAbove) {
            return Shot.MANY;
        }
        return trainingImages < fewBelow ? Shot.FEW : Shot.MEDIUM;
    }

    @Override
    public Shot[] of(int[] trainCounts) {
        TrainCounts.check(trainCounts);
        return Arrays.stream(trainCounts).mapToObj(this::of).toArray(Shot[]::new);
    }
}
