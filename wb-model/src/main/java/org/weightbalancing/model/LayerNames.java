package org.weightbalancing.model;

/** The names by which the parts of every network of this module are found: the only contract with other modules. */
public final class LayerNames {

    /** The images, [b, h, w, c]. */
    public static final String INPUT = "input";

    /** The penultimate activations, [b, features]. */
    public static final String FEATURES = "features";

    /** The linear classifier on the features; its weights are [features, classes]. */
    public static final String CLASSIFIER = "classifier";

    private LayerNames() {}
}
