package org.weightbalancing.app.report;

/** How often a class is among the training images. */
enum ShotGroup {
    /** More often than the upper bound. */
    MANY,
    /** From the lower to the upper bound. */
    MEDIUM,
    /** More rarely than the lower bound. */
    FEW;

    /** As files and tables name it. */
    String word() {
        return switch (this) {
            case MANY -> "many";
            case MEDIUM -> "medium";
            case FEW -> "few";
        };
    }
}
