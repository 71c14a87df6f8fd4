package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.search.FailureCluster;
import org.weightbalancing.app.search.TrialRecord;

/** Says in sentences what a study shows, and what to be careful about. */
final class StudyFindings {

    private static final int FEWEST = 10;
    private static final int FEWEST_OF_EACH = 5;

    private final ReportedStudy study;
    private final SpaceWords words;
    private final List<Finding> findings = new ArrayList<>();

    private StudyFindings(ReportedStudy study) {
        this.study = study;
        this.words = SpaceWords.of(study.space());
    }

    /** All sentences on a study: what must be known first, then results, then notes. */
    static List<Finding> of(ReportedStudy study) {
        return new StudyFindings(study).all();
    }

    private List<Finding> all() {
        study.damaged()
                .forEach(sentence ->
                        findings.add(Finding.warning("Damaged", sentence + ". The page is made without this file.")));
        progress();
        best();
        findings.addAll(OptimumFindings.of(study, words));
        few();
        chance();
        findings.addAll(ImportanceFindings.of(study, words));
        findings.addAll(RangeFindings.of(study, words));
        failures();
        test();
        return findings.stream().sorted((a, b) -> a.kind().compareTo(b.kind())).toList();
    }

    private void progress() {
        if (!study.complete()) {
            int ended = (int) study.trials().stream()
                    .filter(trial -> trial.status().ended())
                    .count();
            findings.add(Finding.note(
                    "Unfinished",
                    ended + " of " + study.description().budget().trials()
                            + " trials have ended: the page shows what there is so far."));
        }
    }

    private void best() {
        long complete = complete();
        Optional<TrialRecord> best = study.best();
        if (best.isPresent()) {
            findings.add(Finding.result(
                    "Best",
                    "Trial " + best.get().number() + " is the best of "
                            + Numbers.count(complete, "complete trial", "complete trials") + ": "
                            + study.score().measure() + " "
                            + study.score().words(best.get().score().orElseThrow()) + " with "
                            + words.values(best.get().proposal().parameters()) + "."));
        } else if (complete == 0) {
            findings.add(Finding.warning("No result", "No trial is complete."));
        } else {
            findings.add(Finding.warning(
                    "No result",
                    "No complete trial of the largest budget meets the constraints (" + constraints() + ")."));
        }
        long broken = study.trials().stream()
                .filter(TrialRecord::complete)
                .filter(trial -> !study.goal().feasible(trial))
                .count();
        if (best.isPresent() && broken > 0) {
            findings.add(Finding.note(
                    "Constraints",
                    Numbers.count(broken, "complete trial breaks", "complete trials break") + " a constraint ("
                            + constraints() + ") and cannot be the best."));
        }
    }

    private String constraints() {
        return Numbers.list(
                study.goal().constraints().stream().map(SpaceWords::constraint).toList());
    }

    private long complete() {
        return study.trials().stream().filter(TrialRecord::complete).count();
    }

    private void few() {
        int dimensions = study.space().dimensions().size();
        if (complete() > 0 && complete() < Math.max(FEWEST, FEWEST_OF_EACH * dimensions)) {
            findings.add(Finding.warning(
                    "Few trials",
                    Numbers.count(complete(), "complete trial tells", "complete trials tell") + " little of "
                            + Numbers.count(dimensions, "hyperparameter", "hyperparameters") + "."));
        }
    }

    /** How many trials are as good as the best but for what the hyperparameters do not explain. */
    private void chance() {
        if (study.importance().isEmpty() || study.best().isEmpty()) {
            return;
        }
        double error = study.importance().get().error();
        TrialRecord best = study.best().get();
        long near = study.ranked().stream()
                .filter(trial ->
                        trial.proposal().budget().equals(best.proposal().budget()))
                .filter(study.goal()::feasible)
                .filter(trial ->
                        Math.abs(trial.score().orElseThrow() - best.score().orElseThrow()) <= error)
                .count();
        String model = "What a model of the hyperparameters cannot predict of a score is "
                + study.score().distance(error) + " (root mean square). ";
        findings.add(
                near > 1
                        ? Finding.result(
                                "Chance",
                                model + Numbers.count(near - 1, "other trial is", "other trials are")
                                        + " within that of the best: their order may be chance, and only more seeds of"
                                        + " the best few can tell.")
                        : Finding.result("Chance", model + "No other trial is within that of the best."));
    }

    private void failures() {
        int failed = study.failures().size();
        if (failed == 0) {
            return;
        }
        findings.add(Finding.warning(
                "Failures",
                failed + " of " + Numbers.count(study.trials().size(), "trial", "trials")
                        + " ended without a score; their reasons are below."
                        + FailureCluster.of(study.space(), study.trials())
                                .map(this::cluster)
                                .orElse("")));
    }

    private String cluster(FailureCluster cluster) {
        return " They cluster: where " + words.name(cluster.dimension()) + " is " + cluster.region() + ", "
                + cluster.failedInside() + " of " + cluster.inside() + " failed; elsewhere " + cluster.failedOutside()
                + " of " + cluster.outside() + ".";
    }

    private void test() {
        if (study.best().isEmpty()) {
            return;
        }
        Optional<TestedTrial> tested = study.tested();
        findings.add(Finding.note(
                "Optimism",
                "A best score is optimistic: it was the best of many on the same validation images. "
                        + (tested.isEmpty()
                                ? "The test images judge the selected trial alone, once; they have not yet."
                                : "The test images, of which no trial knew, judged one trial alone; see below.")));
        if (tested.filter(of -> of.isOther(study.best().get())).isPresent()) {
            findings.add(Finding.warning(
                    "Test",
                    "The test below is of trial " + tested.get().trial().getAsInt()
                            + ", which was the best when it was made; by now trial "
                            + study.best().get().number() + " is the best, and has not been tested."));
        }
    }
}
