package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * Divides classes into many, medium and few shot by rank: sorted by the number of training images, largest first and of
 * equal ones the lower class first, {@code many} classes are many shot, the {@code medium} next ones medium, the rest few.
 *
 * <p>No group is empty by accident, whatever the numbers of images; on the other hand a class of 500 images may be few
 * shot. MiSLAS (Zhong et al., CVPR 2021) reports so: 36, 35 and 29 classes of CIFAR-100-LT, 3, 4 and 3 of CIFAR-10-LT.
 *
 * @param many how many classes are many shot, at least 0
 * @param medium how many are medium shot, at least 0
 */
public record ShotRanks(int many, int medium) implements ShotConvention {

    /** Refuses negative numbers. */
    public ShotRanks {
        if (many < 0 || medium < 0) {
            throw new IllegalArgumentException("shot ranks many = " + many + ", medium = " + medium
                    + ", but numbers of classes of at least 0 are required");
        }
    }

    /**
     * Divides classes into thirds: the class of rank r = 0..classes-1 is many shot if r &lt; classes / 3, few if
     * r &gt;= 2 classes / 3. Of 10 classes 4 are many, 3 medium and 3 few, of 100 it is 34, 33 and 33.
     *
     * @param classes at least 1
     */
    public static ShotRanks thirds(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes = " + classes + ", but at least 1 is required");
        }
        int many = (classes + 2) / 3;
        return new ShotRanks(many, (2 * classes + 2) / 3 - many);
    }

    /**
     * Returns the group of each class, [classes].
     *
     * @throws IllegalArgumentException if a count is negative or there are fewer classes than many and medium together
     */
    @Override
    public Shot[] of(int[] trainCounts) {
        if (trainCounts.length - many < medium) {
            throw new IllegalArgumentException("shot ranks many = " + many + ", medium = " + medium + ", but there are "
                    + trainCounts.length + " classes");
        }
        return Arrays.stream(TrainCounts.ranks(trainCounts))
                .mapToObj(this::group)
                .toArray(Shot[]::new);
    }

    private Shot group(int rank) {
        if (rank < many) {
            return Shot.MANY;
        }
        return rank - many < medium ? Shot.MEDIUM : Shot.FEW;
    }
}
