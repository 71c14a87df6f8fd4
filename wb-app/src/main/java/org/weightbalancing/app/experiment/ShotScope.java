package org.weightbalancing.app.experiment;

import java.util.Optional;
import org.weightbalancing.eval.Shot;

/** The classes whose rows of the classifier a regularizer acts on. */
public enum ShotScope {
    /** All classes; the only choice for parameters that are not the classifier's. */
    ALL,
    /** Classes with many training images. */
    MANY,
    /** Classes between. */
    MEDIUM,
    /** Classes with few training images. */
    FEW;

    /** The group of classes, unless it is all. */
    public Optional<Shot> shot() {
        return switch (this) {
            case ALL -> Optional.empty();
            case MANY -> Optional.of(Shot.MANY);
            case MEDIUM -> Optional.of(Shot.MEDIUM);
            case FEW -> Optional.of(Shot.FEW);
        };
    }
}
