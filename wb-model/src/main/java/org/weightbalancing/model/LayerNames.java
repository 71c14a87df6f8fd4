package org.weightbalancing.model;

/** The names by which the parts of every network of this module are found: the only contract with other modules. */
public final class LayerNames {

    /** The images, [b, h, w, c]. */
    public static final String INPUT = "input";

    /** The penultimate activations, [b, features]. */
    public static final String FEATURES = "features";

    /** Hands the features on and penalizes their norms, where there is a {@link FeatureNormPenalty}. */
    public static final String FEATURE_NORM = "feature-norm";

    /** The classifier on the features; the weights of a linear one are [features, classes]. */
    public static final String CLASSIFIER = "classifier";

    private LayerNames() {}
}
