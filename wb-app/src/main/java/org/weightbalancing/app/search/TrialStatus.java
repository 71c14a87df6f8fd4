package org.weightbalancing.app.search;

import java.util.Locale;

/** How a trial stands. */
public enum TrialStatus {
    /** It has been claimed and has not ended. */
    RUNNING,
    /** It was given back before it ended, as by Ctrl-C, and waits to be run again. */
    WAITING,
    /** It has a finite score. */
    COMPLETE,
    /** It was stopped because others were better after as many steps; its score is the last value it reported. */
    PRUNED,
    /** It threw, or its score is not finite; it has a reason and no score. */
    FAILED,
    /** It took longer than a trial may; it has no score. */
    TIMED_OUT,
    /** Its process died or vanished as often as a trial is begun again; it has no score. */
    LOST;

    /** Whether nothing more will come of it. */
    public boolean ended() {
        return this != RUNNING && this != WAITING;
    }

    /** Whether it ended without anything to show: it failed, took too long or was lost. */
    public boolean failed() {
        return this == FAILED || this == TIMED_OUT || this == LOST;
    }

    /** Its name in files, such as "timed-out". */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name for people, such as "timed out". */
    public String words() {
        return this == WAITING
                ? "waiting to be run again"
                : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
