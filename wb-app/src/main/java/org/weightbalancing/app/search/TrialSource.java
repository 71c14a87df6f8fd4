package org.weightbalancing.app.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.weightbalancing.app.search.Proposals.Proposed;

/** Begins the trials of a session: those that another one has left first, then new ones. */
final class TrialSource {

    /** How long to wait when there is nothing to begin. */
    static final Duration PAUSE = Duration.ofMillis(200);

    /** How long to wait for what is about to happen. */
    static final Duration SHORT = Duration.ofMillis(5);

    private static final long RECOVERY_PAUSE = Duration.ofSeconds(1).toNanos();

    private final StudyFolder folder;
    private final StudyPlan plan;
    private final Supplier<List<TrialRecord>> trials;
    private final Proposals proposals;
    private long noneLeftAt = System.nanoTime() - RECOVERY_PAUSE;

    /**
     * Makes the source of a session.
     *
     * @param trials of the study as known by now, for pruners
     */
    TrialSource(StudyFolder folder, StudyPlan plan, Supplier<List<TrialRecord>> trials) {
        this.folder = folder;
        this.plan = plan;
        this.trials = trials;
        this.proposals = new Proposals(plan.generator());
    }

    /** Hears of what has happened in the study. */
    void hear(List<TrialRecord> known) {
        proposals.hear(known);
    }

    /** Whether nothing is left to be begun, here or by whoever takes over what runs elsewhere. */
    boolean isExhausted(List<TrialRecord> known) {
        return known.stream().allMatch(trial -> trial.status().ended())
                && (proposals.next() >= plan.budget().trials() || !proposals.hasMore());
    }

    /** Begins a trial if there is one; answers how long to wait before the next. */
    Duration begin(RunningTrials running) {
        Optional<Claim> left = left();
        if (left.isPresent()) {
            begin(left.get(), lostFault(left.get()), running);
            return Duration.ZERO;
        }
        if (proposals.next() >= plan.budget().trials()) {
            return PAUSE;
        }
        return proposals.propose().map(proposed -> begin(proposed, running)).orElse(PAUSE);
    }

    private Optional<Claim> left() {
        if (System.nanoTime() - noneLeftAt < RECOVERY_PAUSE) {
            return Optional.empty();
        }
        Optional<Claim> left = folder.recover(plan.staleAfter(), plan.budget().attempts());
        if (left.isEmpty()) {
            noneLeftAt = System.nanoTime();
        }
        return left;
    }

    private Duration begin(Proposed proposed, RunningTrials running) {
        Optional<Claim> claim = folder.claim(proposals.next(), proposed.proposal());
        claim.ifPresent(mine -> begin(mine, proposed.fault(), running));
        return claim.isPresent() ? Duration.ZERO : SHORT;
    }

    private void begin(Claim claim, Optional<String> fault, RunningTrials running) {
        if (fault.isPresent()) {
            try (claim) {
                claim.ended(TrialStatus.FAILED, OptionalDouble.empty(), Map.of(), fault);
            }
            return;
        }
        TrialNotes notes = new TrialNotes(claim, plan.goal(), plan.pruner(), trials);
        running.begin(claim, trial(folder, claim, notes));
    }

    // Whoever claimed it had no time to say so.
    private Optional<String> lostFault(Claim claim) {
        boolean none = claim.proposal().parameters().values().isEmpty()
                && !folder.description().space().dimensions().isEmpty();
        return none ? Optional.of("the parameters of the trial could not be made") : Optional.empty();
    }

    /** The trial of a claim. */
    static Trial trial(StudyFolder folder, Claim claim, Trial.Notes notes) {
        Optional<Path> parent = claim.proposal().parent().isPresent()
                ? Optional.of(folder.files(claim.proposal().parent().getAsInt()))
                : Optional.empty();
        return new Trial(claim.number(), claim.proposal(), claim.files(), parent, notes);
    }
}
