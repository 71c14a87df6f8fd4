package org.weightbalancing.app.file;

import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Need;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * Says why trials of a search could not be compared, or why a dimension could make none better.
 *
 * @param catalog of the experiment's components
 * @param search whose trials they are
 */
record TrialRules(Catalog catalog, Search search) {

    private static final String CALLED = "changes only what the experiment is called, which makes no trial better";

    /** Keys of an experiment that all trials share, and why. */
    private static final Map<String, String> SHARED = Map.of(
            "seed",
            "is shared by all trials, so that they have the same images and differ in what is searched only; leave it out",
            "evaluation",
            "is shared by all trials, so that their scores mean the same; leave it out",
            "name",
            CALLED,
            "preset",
            CALLED);

    /** Says of an experiment that selects by test images which stage does. */
    static Optional<String> selectingOnTest(Experiment experiment) {
        return experiment.stages().stream()
                .filter(stage -> stage.keep() == CheckpointPolicy.BEST_ON_TEST)
                .findFirst()
                .map(stage -> "stage " + stage.name() + " has keep: best-on-test, but a search never sees test images;"
                        + " set keep: last or keep: best-on-validation");
    }

    /** Says of a path why no trial may change what is there, if that is so. */
    static Optional<String> shared(SettingPath path) {
        return path.first().flatMap(step -> Optional.ofNullable(SHARED.get(step.key())));
    }

    /** Says of an experiment that a dimension makes why it cannot be a trial, if that is so. */
    Optional<String> refusal(Tried one) {
        Experiment base = search.base();
        Experiment changed = one.experiment();
        if (!SearchMethod.names(changed).equals(SearchMethod.names(base))) {
            return Optional.of("changes the names of stages or post-hoc changes, which a search needs as they are");
        }
        if (!sameImages(changed.data(), base.data())) {
            return Optional.of("changes which images there are, so that trials could not be compared; allowed of data:"
                    + " augmentation and normalization");
        }
        return selectingOnTest(changed)
                .filter(text -> selectingOnTest(base).isEmpty())
                .or(() -> fittedOnValidation(changed)
                        .filter(text -> fittedOnValidation(base).isEmpty()))
                .map(text -> "as " + one.words() + ": " + text)
                .or(() -> changedEpochs(changed));
    }

    private static boolean sameImages(DataSettings data, DataSettings other) {
        return data.source().equals(other.source())
                && data.longTail().equals(other.longTail())
                && data.validation() == other.validation();
    }

    /** Says of an experiment in which the method has seen the labels that its trials are judged by what has. */
    Optional<String> fittedOnValidation(Experiment experiment) {
        String method = search.objective().method();
        return experiment.postHoc().stream()
                .filter(change -> change.name().equals(method))
                .flatMap(change -> change.adjustments().stream())
                .filter(adjustment -> catalog.component(adjustment).needs().contains(Need.VALIDATION))
                .findFirst()
                .map(adjustment -> method + " has the adjustment " + catalog.name(adjustment)
                        + ", which is fitted on the validation images that judge trials, so that its own fit would be"
                        + " rewarded; measure a method without it, such as "
                        + SearchMethod.stage(experiment, method).name() + ", and fit it when the search is over");
    }

    private Optional<String> changedEpochs(Experiment changed) {
        StageSettings measured = search.measured();
        if (SearchMethod.stage(changed, search.objective().method()).epochs() == measured.epochs()) {
            return Optional.empty();
        }
        return epochsDecided()
                .map(who -> "changes the epochs of stage " + measured.name() + ", by which " + who
                        + " compares trials; leave it out, or take another generator or no pruning");
    }

    /** What needs all trials to have the same epochs, if anything does. */
    Optional<String> epochsDecided() {
        if (search.generator().budgetsEpochs()) {
            return Optional.of("the generator");
        }
        return search.pruning().prunes() ? Optional.of("pruning") : Optional.empty();
    }
}
