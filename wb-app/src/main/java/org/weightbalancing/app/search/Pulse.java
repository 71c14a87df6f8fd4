package org.weightbalancing.app.search;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the sign of life of a trial now and then. One that fails is told in the log; several in a row are a failure. */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final int MISSED = 6;

    private final int number;
    private final Runnable sign;
    private int missed;

    /**
     * Makes one that has not beaten yet.
     *
     * @param number of the trial
     * @param sign gives the sign, or throws
     */
    Pulse(int number, Runnable sign) {
        this.number = number;
        this.sign = sign;
    }

    /**
     * Gives the sign.
     *
     * @throws StudyException if it has failed 6 times in a row
     */
    void beat() {
        try {
            sign.run();
            missed = 0;
        } catch (RuntimeException e) {
            missed++;
            if (missed >= MISSED) {
                throw new StudyException("trial " + number + " cannot say that it runs: " + e.getMessage(), e);
            }
            LOG.warn("trial {} could not say that it runs", number, e);
        }
    }
}
