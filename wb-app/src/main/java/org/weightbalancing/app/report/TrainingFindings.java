package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether MaxNorm acted, as epochs.csv notes it. */
final class TrainingFindings {

    private TrainingFindings() {}

    static List<Finding> of(ReportedRun run) {
        List<Finding> findings = new ArrayList<>();
        run.epochs().forEach((stage, epochs) -> maxNorm(stage, epochs).ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> maxNorm(String stage, List<EpochLine> all) {
        List<EpochLine> epochs =
                all.stream().filter(epoch -> epoch.rowsProjected().isPresent()).toList();
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        List<EpochLine> acting =
                epochs.stream().filter(epoch -> rows(epoch) > 0).toList();
        return Optional.of(acting.isEmpty() ? idle(stage, epochs) : acting(stage, epochs, acting));
    }

    private static Finding idle(String stage, List<EpochLine> epochs) {
        return Finding.warning(
                "MaxNorm",
                "MaxNorm projected no row in " + Numbers.count(epochs.size(), "epoch", "epochs") + " of stage " + stage
                        + ": its radius was never reached.");
    }

    private static Finding acting(String stage, List<EpochLine> epochs, List<EpochLine> acting) {
        long times = acting.stream().mapToLong(TrainingFindings::rows).sum();
        double shrink = acting.stream()
                        .mapToDouble(epoch -> rows(epoch) * epoch.meanShrink())
                        .sum()
                / times;
        int first = acting.get(0).epoch() + 1;
        String often = times == 1
                ? "a row once in stage " + stage + ", in epoch " + first + ", by "
                : "rows " + times + " times in stage " + stage + " (" + rows(acting.get(0)) + " of them in epoch "
                        + first
                        + "), in " + acting.size() + " of " + Numbers.count(epochs.size(), "epoch", "epochs")
                        + ", in the mean by ";
        return Finding.result("MaxNorm", "MaxNorm projected " + often + Numbers.percent(shrink) + ".");
    }

    private static long rows(EpochLine epoch) {
        return epoch.rowsProjected().orElse(0);
    }
}
