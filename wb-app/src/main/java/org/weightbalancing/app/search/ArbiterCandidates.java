package org.weightbalancing.app.search;

import org.deeplearning4j.arbiter.optimize.api.Candidate;

/** Gives the candidate of a trial. */
@FunctionalInterface
interface ArbiterCandidates {

    /**
     * The candidate, as the generator made it if that was in this session; for any thread.
     *
     * @param number of the trial
     * @param proposal what it tries
     */
    Candidate<?> candidate(int number, Proposal proposal);
}
