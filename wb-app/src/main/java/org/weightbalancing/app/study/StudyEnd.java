package org.weightbalancing.app.study;

import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.search.StudyResult;
import org.weightbalancing.app.search.TrialStatus;

/**
 * How a session of a study ended, and how to go on.
 *
 * @param paths of the study
 * @param planned its budget of trials
 * @param result of the session
 * @param generator that has proposed the trials
 */
record StudyEnd(StudyPaths paths, int planned, StudyResult result, StudyGenerator generator) {

    /** Whether no trial is left. The test images are for that: a study that goes on may select another trial. */
    boolean isDone() {
        return !result.stopped()
                && result.trials().stream().allMatch(trial -> trial.status().ended())
                && (result.trials().size() >= planned || !generator.hasMoreCandidates());
    }

    /**
     * A sentence or two.
     *
     * @param before how many trials had ended when the session began
     */
    String words(long before) {
        return isDone() ? atItsEnd(before) : notAtItsEnd();
    }

    private String atItsEnd(long before) {
        int trials = result.trials().size();
        String left = before == trials ? "Nothing was left to run. " : "";
        return left
                + (generator.hasMoreCandidates()
                        ? "The study is at its end; with a larger budget.trials in " + paths.search() + ", " + resume()
                                + " runs more."
                        : "The generator has no more to propose than these " + trials + " trials.");
    }

    // A session that is not stopped leaves trials only when its time is over.
    private String notAtItsEnd() {
        String why = result.stopped() ? "it was interrupted" : "the time of this session is over (budget.minutes)";
        boolean elsewhere = result.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.RUNNING);
        return "The study is not at its end: " + why
                + (elsewhere ? ", and trials of other processes have not ended" : "") + "; " + resume() + " goes on.";
    }

    private String resume() {
        return "'wb search " + paths.folder() + " --resume'";
    }

    /** What the command ends with if all goes well from here. */
    int exitCode() {
        if (!isDone()) {
            return result.stopped() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
        return result.best().isPresent() ? ExitCode.OK : ExitCode.NOTHING_FOUND;
    }
}
