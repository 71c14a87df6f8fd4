package org.weightbalancing.app.result;

import java.util.function.IntFunction;
import org.weightbalancing.eval.ShotConvention;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.eval.ShotRanks;

/** How the literature divides classes into many-, medium- and few-shot; numbers of different ones do not compare. */
public enum ShotConventions {
    /** More than 100 and fewer than 20 training images: classifier-balancing, weight balancing, RIDE. */
    ABOVE_100_BELOW_20("above-100-below-20", classes -> ShotGroups.standard()),
    /** At least 100 and at most 20 training images: open long-tailed recognition (OLTR). */
    FROM_100_TO_20("from-100-to-20", classes -> ShotGroups.inclusive()),
    /** A third of the classes each, by frequency. */
    THIRDS("thirds", ShotRanks::thirds);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
    private final IntFunction<ShotConvention> groups;

    ShotConventions(String key, IntFunction<ShotConvention> groups) {
        this.key = key;
        this.groups = groups;
    }

    /** The groups of so many classes. */
    ShotConvention of(int classes) {
        return groups.apply(classes);
    }

    /** The name in files. */
    @Override
    public String toString() {
        return key;
    }
}
