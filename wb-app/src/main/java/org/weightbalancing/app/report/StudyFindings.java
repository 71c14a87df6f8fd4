package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.search.FailureCluster;
import org.weightbalancing.app.search.Importance;
import org.weightbalancing.app.search.TrialRecord;

/** Says in sentences what a study shows, and what to be careful about. */
final class StudyFindings {

    /** Below this fraction of explained variance, importances are chance. */
    static final double TRUSTED = 0.1;

    private static final int FEWEST = 10;
    private static final int FEWEST_OF_EACH = 5;
    private static final int ENOUGH = 30;
    private static final double CLEAR = 0.5;
    private static final double NOTHING = 0.01;
    private static final int MOST = 3;

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
        few();
        chance();
        importance();
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

    private void importance() {
        Optional<Importance> importance = study.importance();
        if (importance.isEmpty()) {
            return;
        }
        if (importance.get().explained() < TRUSTED) {
            findings.add(Finding.note(
                    "Importance",
                    "The hyperparameters do not explain the scores: chance, or too few trials. Which of them matter"
                            + " is not shown."));
            return;
        }
        List<String> first = importance.get().shares().entrySet().stream()
                .limit(MOST)
                .filter(share -> share.getValue() >= NOTHING)
                .map(share -> words.name(share.getKey()) + " (" + percent(share) + ")")
                .toList();
        String explained = Numbers.fixed(100 * importance.get().explained(), 0) + " % of the variance of the scores.";
        findings.add(Finding.result(
                "Importance",
                importance.get().shares().size() == 1
                        ? words.name(importance
                                        .get()
                                        .shares()
                                        .keySet()
                                        .iterator()
                                        .next()) + " explains " + explained
                        : "What moves the score most is " + Numbers.list(first) + "; the hyperparameters explain "
                                + explained));
        List<String> idle = importance.get().shares().entrySet().stream()
                .filter(share -> share.getValue() < NOTHING)
                .map(share -> words.name(share.getKey()))
                .toList();
        if (!idle.isEmpty() && complete() >= ENOUGH && importance.get().explained() >= CLEAR) {
            findings.add(Finding.result(
                    "Importance",
                    Numbers.list(idle) + (idle.size() == 1 ? " makes" : " make")
                            + " no difference that shows (below 1 %): any value will do, and the next search can do"
                            + " without."));
        }
    }

    private static String percent(Map.Entry<String, Double> share) {
        return Numbers.fixed(100 * share.getValue(), 0) + " %";
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
        findings.add(Finding.note(
                "Optimism",
                "A best score is optimistic: it was the best of many on the same validation images. "
                        + (study.selected().isPresent()
                                ? "The test images, of which no trial knew, judged the selected trial alone; see below."
                                : "The test images judge the selected trial alone, once; they have not yet.")));
    }
}
