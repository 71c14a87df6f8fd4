package org.weightbalancing.app.search;

/** Runs trials in this JVM. */
final class ObjectiveTrials implements TrialExecutor {

    private final Objective objective;

    ObjectiveTrials(Objective objective) {
        this.objective = objective;
    }

    @Override
    public void run(Claim claim, Trial trial) throws InterruptedException {
        claim.started();
        end(claim, trial, TrialOutcome.of(objective, trial));
    }

    /**
     * Ends a claim, unless the trial was cut: then whatever it returned is half of something.
     *
     * @throws StudyException if the journal cannot be written, or could not be on the way: that is no fault of the trial
     */
    static void end(Claim claim, Trial trial, TrialOutcome outcome) throws InterruptedException {
        if (trial.isCut()) {
            throw new InterruptedException("trial " + trial.number() + " was cut");
        }
        if (trial.unwritten().isPresent()) {
            throw trial.unwritten().get();
        }
        // An objective may leave the flag behind, and files break on an interrupted thread.
        Thread.interrupted();
        claim.ended(outcome.status(), outcome.score(), trial.measures(), outcome.reason());
    }
}
