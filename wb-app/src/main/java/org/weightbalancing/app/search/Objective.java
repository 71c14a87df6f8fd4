package org.weightbalancing.app.search;

/** What a study asks of every trial. */
@FunctionalInterface
public interface Objective {

    /**
     * Tries the parameters of a trial.
     *
     * <p>Called on a thread or in a process of its own. It should look at the thread's interrupt flag now and then: a trial
     * is interrupted when its time is over or the study is stopped.
     *
     * @param trial what to try; hears of values on the way, and of further measures
     * @return the score
     * @throws Exception whatever goes wrong; the trial is then noted as failed, and the study goes on
     */
    double measure(Trial trial) throws Exception;
}
