package org.weightbalancing.app.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.ParameterScope;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.SearchMethod;

/**
 * What must be done of an experiment to measure one of its methods, when its first stages, the stem, are trained.
 *
 * @param stages to be trained, in order: those after the stem that the method needs
 * @param change after training, if the method is one
 * @param body the stage of the stem whose features all of the above are trained on, if that is so: no other part of the
 *     network matters then
 */
record TrialPlan(List<StageSettings> stages, Optional<PostHocSettings> change, Optional<String> body) {

    /**
     * Plans a trial.
     *
     * @param experiment of the trial
     * @param method a stage or change of it
     * @param stem number of leading stages that are trained, as far as they are needed
     */
    static TrialPlan of(Experiment experiment, String method, int stem) {
        Optional<PostHocSettings> change = experiment.postHoc().stream()
                .filter(candidate -> candidate.name().equals(method))
                .findFirst();
        List<StageSettings> all = experiment.stages();
        Set<String> trained =
                all.subList(0, stem).stream().map(StageSettings::name).collect(Collectors.toSet());
        Set<String> needed = SearchMethod.needed(experiment, method);
        List<StageSettings> stages = all.subList(stem, all.size()).stream()
                .filter(stage -> needed.contains(stage.name()))
                .toList();
        return new TrialPlan(stages, change, body(stages, change, trained));
    }

    private static Optional<String> body(
            List<StageSettings> stages, Optional<PostHocSettings> change, Set<String> trained) {
        boolean heads = stages.stream().allMatch(stage -> stage.input() == StageSettings.Input.CACHED_FEATURES)
                && change.map(TrialPlan::isOfClassifier).orElse(true);
        Set<String> origins = stages.stream()
                .map(StageSettings::from)
                .filter(trained::contains)
                .collect(Collectors.toSet());
        if (stages.isEmpty()) {
            change.map(PostHocSettings::from).ifPresent(origins::add);
        }
        return heads && origins.size() == 1 ? Optional.of(origins.iterator().next()) : Optional.empty();
    }

    private static boolean isOfClassifier(PostHocSettings change) {
        return change.regularizers().stream().allMatch(rule -> ParameterScope.of(rule.on())
                .layer()
                .filter(org.weightbalancing.model.LayerNames.CLASSIFIER::equals)
                .isPresent());
    }
}
