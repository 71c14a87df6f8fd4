package org.weightbalancing.app.search;

/** How a trial stands. */
public enum TrialStatus {
    /** It has been claimed and has not ended. */
    RUNNING,
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
        return this != RUNNING;
    }
}
