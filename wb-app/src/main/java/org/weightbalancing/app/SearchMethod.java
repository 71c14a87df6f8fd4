package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stages and post-hoc changes of an experiment, one of which a search measures. */
final class SearchMethod {

    private SearchMethod() {}

    /** The names of all, stages first. */
    static List<String> names(Experiment experiment) {
        List<String> names = new ArrayList<>();
        experiment.stages().forEach(stage -> names.add(stage.name()));
        experiment.postHoc().forEach(change -> names.add(change.name()));
        return names;
    }

    /** The stage of a name, or the stage that a post-hoc change of that name was made from. */
    static StageSettings stage(Experiment experiment, String method) {
        String stage = experiment.postHoc().stream()
                .filter(change -> change.name().equals(method))
                .map(PostHocSettings::from)
                .findFirst()
                .orElse(method);
        return named(experiment, stage).orElseThrow();
    }

    /** The names of a method and of all stages whose networks it needs. */
    static Set<String> needed(Experiment experiment, String method) {
        Set<String> needed = new HashSet<>(Set.of(method));
        add(stage(experiment, method), experiment, needed);
        return needed;
    }

    private static void add(StageSettings stage, Experiment experiment, Set<String> needed) {
        needed.add(stage.name());
        named(experiment, stage.from()).ifPresent(source -> add(source, experiment, needed));
        named(experiment, stage.teacher()).ifPresent(teacher -> add(teacher, experiment, needed));
    }

    private static Optional<StageSettings> named(Experiment experiment, String name) {
        return experiment.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst();
    }
}
