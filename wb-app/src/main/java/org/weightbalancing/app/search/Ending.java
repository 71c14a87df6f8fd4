package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What ends a session besides its budget.
 *
 * @param enough asked now and then whether to begin no more trials
 * @param patience time for running trials to end after that; then they are given back. Empty if they may take as long as
 *     they like
 * @param nanoTime measures the time of the session and of its trials, in nanoseconds
 */
record Ending(BooleanSupplier enough, Optional<Duration> patience, LongSupplier nanoTime) {

    /** Nothing else, by the clock of this JVM. */
    static Ending none() {
        return new Ending(() -> false, Optional.empty(), System::nanoTime);
    }
}
