package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What ends a session besides its budget.
 *
 * @param enough asked now and then whether to begin no more trials
 * @param patience time for running trials to end after that; then they are given back. Empty if they may take as long as
 *     they like
 */
record Ending(BooleanSupplier enough, Optional<Duration> patience) {

    /** Nothing else. */
    static Ending none() {
        return new Ending(() -> false, Optional.empty());
    }
}
