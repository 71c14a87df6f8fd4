package org.weightbalancing.train.loss;

/** How smoothing falls from the most common class (position 1) to the rarest (position 0) in label-aware smoothing. */
public enum Shape {

    /** sin(x pi / 2): most classes are smoothed nearly like the most common one. */
    CONCAVE,

    /** x. */
    LINEAR,

    /** 1 - cos(x pi / 2): most classes are smoothed nearly like the rarest one. */
    CONVEX;

    /** The height at a position, both from 0 to 1. */
    double at(double position) {
        return switch (this) {
            case CONCAVE -> Math.sin(position * Math.PI / 2);
            case LINEAR -> position;
            case CONVEX -> 1 - Math.cos(position * Math.PI / 2);
        };
    }
}
