package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.Optional;

/**
 * What a study may spend.
 *
 * @param trials run in the whole study, over all its sessions and processes, promotions and failures included; 1 or more
 * @param within time of one session after which no more trials are begun; running ones end by themselves
 * @param perTrial time after which a trial is ended and counted as timed out
 * @param attempts how often a trial is begun if the process that runs it dies, 1 or more
 */
public record Budget(int trials, Optional<Duration> within, Optional<Duration> perTrial, int attempts) {

    private static final int ATTEMPTS = 10;

    /** Checks the numbers. */
    public Budget {
        require("trials", trials);
        require("attempts", attempts);
        within.ifPresent(time -> require("time of a study", time));
        perTrial.ifPresent(time -> require("time of a trial", time));
    }

    private static void require(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " of a budget are " + value + ", allowed is 1 or more");
        }
    }

    private static void require(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " is " + time + ", allowed is more than nothing");
        }
    }

    /** So many trials, each of which is begun up to 10 times, in as much time as they need. */
    public static Budget trials(int trials) {
        return new Budget(trials, Optional.empty(), Optional.empty(), ATTEMPTS);
    }

    /** The same with a limit on the time of a session. */
    public Budget within(Duration time) {
        return new Budget(trials, Optional.of(time), perTrial, attempts);
    }

    /** The same with a limit on the time of each trial. */
    public Budget perTrial(Duration time) {
        return new Budget(trials, within, Optional.of(time), attempts);
    }

    /** The same with another number of times that a trial is begun. */
    public Budget attempts(int times) {
        return new Budget(trials, within, perTrial, times);
    }
}
