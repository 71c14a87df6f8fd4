package org.weightbalancing.eval;

/** The group of a class by its number of training images, see {@link ShotGroups}. */
public enum Shot {
    /** A class with many training images: the head. */
    MANY,
    /** A class in between. */
    MEDIUM,
    /** A class with few training images: the tail. */
    FEW
}
