package org.weightbalancing.data;

/** Names the two parts in which a benchmark data set is published. */
public enum Split {
    /** The images to learn from; a validation part is taken from these with {@link Holdout}. */
    TRAIN,
    /** The images that only the final accuracy is measured on. */
    TEST
}
