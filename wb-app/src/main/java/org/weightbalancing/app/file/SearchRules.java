package org.weightbalancing.app.file;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlNode.Mapping;

/** Notes what is wrong between the parts of a search. */
final class SearchRules {

    private final Search search;
    private final TrialRules rules;
    private final Mapping file;
    private final List<Problem> problems;

    SearchRules(Catalog catalog, Search search, Mapping file, List<Problem> problems) {
        this.search = search;
        this.rules = new TrialRules(catalog, search);
        this.file = file;
        this.problems = problems;
    }

    /** Checks a search whose dimensions have been tried. */
    void check(List<PlacedDimension> space, List<Tried> tried) {
        Set<String> needed = SearchMethod.needed(SearchMethod.variants(search.base(), tried), method());
        for (PlacedDimension dimension : space) {
            tried.stream()
                    .filter(one -> one.dimension().equals(dimension))
                    .filter(one -> TrialRules.shared(dimension.path()).isEmpty())
                    .flatMap(one -> rules.refusal(one).stream())
                    .findFirst()
                    .ifPresent(text -> note(dimension, text));
            requireEffect(dimension, needed);
        }
        rules.fittedOnValidation(search.base()).ifPresent(text -> note("objective.method", ": " + text));
        requireFit();
        requireTraining(space);
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
        if (rules.epochsDecided().isPresent() && training.findAny().isEmpty()) {
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
