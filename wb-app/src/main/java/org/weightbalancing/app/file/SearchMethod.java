package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.ObjectiveSettings;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.text.Nearest;

/** The stages and post-hoc changes of an experiment, one of which a search measures. */
public final class SearchMethod {

    private SearchMethod() {}

    /** The names of all, stages first. */
    static List<String> names(Experiment experiment) {
        List<String> names = new ArrayList<>();
        experiment.stages().forEach(stage -> names.add(stage.name()));
        experiment.postHoc().forEach(change -> names.add(change.name()));
        return names;
    }

    /**
     * Checks that a search can measure a method of an experiment, or its last one.
     *
     * @throws InvalidSetting if there is none of the name
     */
    static void require(Experiment experiment, String method) {
        List<String> names = names(experiment);
        if (!names.contains(method) && !method.equals(ObjectiveSettings.LAST)) {
            throw new InvalidSetting(
                    "objective.method", "is '" + method + "'" + Nearest.hint(method, names, "allowed"));
        }
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
    public static Set<String> needed(Experiment experiment, String method) {
        return needed(List.of(experiment), method);
    }

    /**
     * The names of a method and of all stages whose networks it may need where each stage goes on from, and learns from, what
     * it does in any of the variants.
     *
     * @param variants of one experiment, at least one, whose stages and post-hoc changes have the same names
     * @param method one of these names
     */
    static Set<String> needed(List<Experiment> variants, String method) {
        Set<String> needed = new HashSet<>(Set.of(method));
        variants.forEach(variant -> needed.add(stage(variant, method).name()));
        List<String> names = names(variants.get(0));
        for (int i = variants.get(0).stages().size() - 1; i >= 0; i--) {
            if (needed.contains(names.get(i))) {
                for (Experiment variant : variants) {
                    StageSettings stage = variant.stages().get(i);
                    needed.addAll(List.of(stage.from(), stage.teacher()));
                }
            }
        }
        needed.retainAll(names);
        return needed;
    }

    /** An experiment and those of its variants that have its stages and post-hoc changes by the same names. */
    static List<Experiment> variants(Experiment experiment, List<Tried> tried) {
        return Stream.concat(Stream.of(experiment), tried.stream().map(Tried::experiment))
                .filter(variant -> names(variant).equals(names(experiment)))
                .toList();
    }

    private static Optional<StageSettings> named(Experiment experiment, String name) {
        return experiment.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst();
    }
}
