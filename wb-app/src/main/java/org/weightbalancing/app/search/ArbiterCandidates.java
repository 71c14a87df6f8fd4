package org.weightbalancing.app.search;

import org.deeplearning4j.arbiter.optimize.api.Candidate;

/** Gives the candidate of a trial. */
@FunctionalInterface
interface ArbiterCandidates {

    /**
     * The candidate: the one that the generator made in this session, or after its end one of equal flat parameters; for any
     * thread.
     *
     * @param number of the trial
     * @param proposal what it tries
     */
    Candidate<?> candidate(int number, Proposal proposal);
}
