package org.weightbalancing.train;

import java.util.Optional;

/** Says which epoch's parameters a stage ends with. */
public enum CheckpointPolicy {
    /** The last epoch's. */
    LAST,
    /** Those of the first epoch with the highest value on data that is not the test split. */
    BEST_ON_VALIDATION,
    /**
     * Those of the first epoch with the highest value on the test split, as the published code selects; histories are
     * stamped, since accuracies selected so are optimistic.
     */
    BEST_ON_TEST;

    /**
     * Gives the warning that results under this policy carry.
     *
     * @return "selected-on-test" for {@link #BEST_ON_TEST}, nothing for the others
     */
    public Optional<String> stamp() {
        return this == BEST_ON_TEST ? Optional.of("selected-on-test") : Optional.empty();
    }

    boolean selects() {
        return this != LAST;
    }

    void require(Validation validation) {
        boolean onTest = validation.split().equals(Validation.TEST);
        boolean allowed =
                switch (this) {
                    case LAST -> true;
                    case BEST_ON_VALIDATION -> !validation.isNone() && !onTest;
                    case BEST_ON_TEST -> onTest;
                };
        if (!allowed) {
            throw new IllegalArgumentException(
                    "checkpoint policy " + this + " cannot select on split \"" + validation.split()
                            + "\": BEST_ON_TEST needs split \"" + Validation.TEST + "\", BEST_ON_VALIDATION any other");
        }
    }
}
