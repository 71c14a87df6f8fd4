package org.weightbalancing.train.loss;

/** Numbers that a setting of a loss may have. */
enum Range {
    FROM_ZERO("a finite number from 0"),
    ABOVE_ZERO("a finite number above 0"),
    FROM_ZERO_TO_ONE("0 to 1"),
    FROM_ZERO_TO_BELOW_ONE("0 to below 1");

    private final String allowed;

    Range(String allowed) {
        this.allowed = allowed;
    }

    /** Hands on a number of this range and refuses any other. */
    double require(String name, double value) {
        if (!holds(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed is " + allowed);
        }
        return value;
    }

    private boolean holds(double value) {
        return switch (this) {
            case FROM_ZERO -> value >= 0 && value < Double.POSITIVE_INFINITY;
            case ABOVE_ZERO -> value > 0 && value < Double.POSITIVE_INFINITY;
            case FROM_ZERO_TO_ONE -> value >= 0 && value <= 1;
            case FROM_ZERO_TO_BELOW_ONE -> value >= 0 && value < 1;
        };
    }
}
