package org.weightbalancing.app;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.weightbalancing.app.YamlNode.Mapping;
import org.weightbalancing.train.CheckpointPolicy;

/** Notes what is wrong between the parts of a search. */
final class SearchRules {

    private final Search search;
    private final Mapping file;
    private final List<Problem> problems;

    SearchRules(Search search, Mapping file, List<Problem> problems) {
        this.search = search;
        this.file = file;
        this.problems = problems;
    }

    /** Checks a search whose dimensions have been tried. */
    void check(List<PlacedDimension> space, List<Tried> tried) {
        Set<String> needed = new HashSet<>(SearchMethod.needed(search.base(), method()));
        for (Tried one : tried) {
            if (keepsNames(one.experiment())) {
                needed.addAll(SearchMethod.needed(one.experiment(), method()));
            }
        }
        for (PlacedDimension dimension : space) {
            tried.stream()
                    .filter(one -> one.dimension().equals(dimension))
                    .flatMap(one -> refusal(one).stream())
                    .findFirst()
                    .ifPresent(text -> note(dimension, text));
            requireEffect(dimension, needed);
        }
        requireFit();
        requireTraining(space);
    }

    /** Says of an experiment that selects by test images which stage does. */
    static Optional<String> selectingOnTest(Experiment experiment) {
        return experiment.stages().stream()
                .filter(stage -> stage.keep() == CheckpointPolicy.BEST_ON_TEST)
                .findFirst()
                .map(stage -> "stage " + stage.name() + " has keep: best-on-test, but a search never sees test images;"
                        + " set keep: last or keep: best-on-validation");
    }

    private Optional<String> refusal(Tried one) {
        Experiment changed = one.experiment();
        if (!keepsNames(changed)) {
            return Optional.of("changes the names of stages or post-hoc changes, which a search needs as they are");
        }
        if (!changed.name().equals(search.base().name())
                || changed.preset() != search.base().preset()) {
            return Optional.of("changes only what the experiment is called, which makes no trial better");
        }
        if (!sameImages(changed.data(), search.base().data())) {
            return Optional.of("changes which images there are, so that trials could not be compared; allowed of data:"
                    + " augmentation and normalization");
        }
        return selectingOnTest(changed)
                .filter(text -> selectingOnTest(search.base()).isEmpty())
                .map(text -> "as " + one.words() + ": " + text)
                .or(() -> changedEpochs(changed));
    }

    private boolean keepsNames(Experiment changed) {
        return SearchMethod.names(changed).equals(SearchMethod.names(search.base()));
    }

    private static boolean sameImages(DataSettings data, DataSettings other) {
        return data.source().equals(other.source())
                && data.longTail().equals(other.longTail())
                && data.validation() == other.validation();
    }

    private Optional<String> changedEpochs(Experiment changed) {
        int epochs = SearchMethod.stage(changed, method()).epochs();
        if (epochs == search.measured().epochs()) {
            return Optional.empty();
        }
        return epochsDecided()
                .map(who -> "changes the epochs of stage " + search.measured().name() + ", by which " + who
                        + " compares trials; leave it out, or take another generator or no pruning");
    }

    /** What needs all trials to have the same epochs, if anything does. */
    private Optional<String> epochsDecided() {
        if (search.generator().budgetsEpochs()) {
            return Optional.of("the generator");
        }
        return search.pruning().prunes() ? Optional.of("pruning") : Optional.empty();
    }

    private void requireEffect(PlacedDimension dimension, Set<String> needed) {
        SearchPath.method(dimension.path(), search.base())
                .filter(changed -> !needed.contains(changed))
                .ifPresent(changed -> note(
                        dimension,
                        "changes " + changed + ", on which " + method()
                                + " does not depend; leave it out, or measure another method (objective.method)"));
    }

    private void requireFit() {
        int epochs = search.measured().epochs();
        try {
            search.generator().require(search.space(), search.budget().trials(), epochs);
        } catch (IllegalArgumentException e) {
            note("generator", e);
        }
        try {
            search.pruning().require(epochs);
        } catch (IllegalArgumentException e) {
            note("pruning", e);
        }
    }

    /** Trials that all train the same cannot be told apart on their way. */
    private void requireTraining(List<PlacedDimension> space) {
        Stream<PlacedDimension> training = space.stream()
                .filter(dimension -> SearchPath.stagesBefore(dimension.path(), search.base())
                        < search.base().stages().size());
        if (epochsDecided().isPresent() && training.findAny().isEmpty()) {
            String key = search.generator().budgetsEpochs() ? "generator" : "pruning";
            note(
                    key,
                    " compares trials by their epochs, but no dimension changes how stage "
                            + search.measured().name() + " is trained");
        }
    }

    private String method() {
        return search.objective().method();
    }

    private void note(PlacedDimension dimension, String text) {
        problems.add(new Problem(dimension.where(), dimension.name() + " " + text));
    }

    private void note(String key, IllegalArgumentException e) {
        if (e instanceof InvalidSetting setting) {
            SettingPath path = new SettingPath(key).key(setting.path());
            problems.add(new Problem(SettingBinder.place(file, path), path + " " + setting.problem()));
        } else {
            note(key, ": " + e.getMessage());
        }
    }

    private void note(String key, String text) {
        problems.add(new Problem(SettingBinder.place(file, new SettingPath(key)), key + text));
    }
}
