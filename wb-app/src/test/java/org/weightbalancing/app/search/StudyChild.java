package org.weightbalancing.app.search;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** A process that works on a study, for {@link StudyProcessesTest}: it prints the number of each trial that it has ended. */
final class StudyChild {

    static final int STEPS = 20;
    static final String READY = "ready";

    /** Name of a file beside the study: it is there when all processes that should work at once are ready. */
    static final String GO = "go";

    static final String MEASURE = "measure with a rather long name";

    /** How many trials a process claims at most that is to be killed. */
    private static final int ENOUGH = 500;

    private StudyChild() {}

    /** Arguments: the study, what to do, and up to how many trials. */
    public static void main(String[] arguments) throws InterruptedException {
        StudyFolder study = StudyFolder.open(Path.of(arguments[0]));
        int trials = Integer.parseInt(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(READY);
        while (!Files.exists(Path.of(arguments[0]).resolveSibling(GO))) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        switch (arguments[1]) {
            case "claim" -> claim(study, trials, out);
            case "killed" -> {
                claim(study, study.trials().size() + ENOUGH, out);
                TimeUnit.HOURS.sleep(1);
            }
            case "recover" -> recover(study, trials, out);
            case "fill" -> fill(study, out);
            case "continue" -> finish(study.claimed(trials), out);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    /** Claims what is free and ends it, and begins again what others have left. */
    private static void claim(StudyFolder study, int trials, PrintStream out) {
        while (true) {
            int next = study.trials().size();
            Optional<Claim> claim = study.recover(Studies.STALE, 1000);
            if (claim.isEmpty() && next < trials) {
                claim = study.claim(next, Studies.proposal(0.5));
            } else if (claim.isEmpty()
                    && study.trials().stream().allMatch(trial -> trial.status().ended())) {
                return;
            }
            claim.ifPresent(won -> finish(won, out));
        }
    }

    /** Begins again what others have left, until all trials are claimed by processes that are there. */
    private static void recover(StudyFolder study, int trials, PrintStream out) {
        while (study.trials().stream().filter(trial -> trial.status().ended()).count() < trials) {
            study.recover(Studies.STALE, 1000).ifPresent(won -> finish(won, out));
        }
    }

    /** Reports values until there is no room for more. */
    private static void fill(StudyFolder study, PrintStream out) {
        Claim claim = study.claim(0, Studies.proposal(0.5)).orElseThrow();
        try {
            for (int step = 1; step < Integer.MAX_VALUE; step++) {
                claim.value(step, step);
            }
        } catch (StudyException e) {
            out.println(e.getMessage());
        }
    }

    private static void finish(Claim claim, PrintStream out) {
        claim.started();
        for (int step = 1; step <= STEPS; step++) {
            claim.value(step, value(claim.number(), step));
        }
        claim.ended(
                TrialStatus.COMPLETE,
                OptionalDouble.of(claim.number()),
                Map.of(MEASURE, 0.1 * claim.number()),
                Optional.empty());
        out.println(claim.number());
    }

    static double value(int number, int step) {
        return number + 0.1 * step;
    }
}
