package org.weightbalancing.app.search;

import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/**
 * A candidate generator that can go on in the middle of a study: it hears of every trial of it, also of those that an
 * earlier session or another process has proposed.
 *
 * <p>Candidates are of {@link Parameters}; their flat parameters are the {@link Proposal#coordinates}. A candidate may have
 * the data parameters {@value #BUDGET} and {@value #PARENT}, Integers: those of the proposal. {@code hasMoreCandidates}
 * may become true again after trials have ended. A study calls all methods from one thread; each candidate that it takes
 * is either begun, with the next number, or dropped because another process was first with that number, whose trial is
 * then begun instead.
 */
public interface StudyGenerator extends CandidateGenerator {

    /** Data parameter of a candidate: steps after which its trial ends. */
    String BUDGET = "budget";

    /** Data parameter of a candidate: number of the trial that it goes on from. */
    String PARENT = "parent";

    /**
     * Hears that a session of a study begins, whose trials it is told of from number 0: forgets those of any other. One
     * study at a time may use a generator.
     */
    default void restart() {}

    /** Hears that a trial has been claimed, here or elsewhere; in the order of numbers, each once. */
    void begun(TrialRecord trial);

    /** Hears how a trial ended, however it did; after it has begun, each once, in any order. */
    void ended(TrialRecord trial);
}
