package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * A path of a search with the items of lists by their index, so that equal places have equal steps.
 *
 * @param steps from the whole experiment on, each a key or an index
 */
record SearchPath(List<String> steps) {

    private static final String STAGES = "stages";
    private static final String POST_HOC = "post-hoc";

    /** Copies the steps. */
    SearchPath {
        steps = List.copyOf(steps);
    }

    /** The place of a path in an experiment, as far as it has it. */
    static SearchPath of(SettingPath path, YamlNode experiment) {
        List<String> steps = new ArrayList<>();
        Optional<YamlNode> node = Optional.of(experiment);
        for (Optional<SettingPath.Step> step = path.first();
                step.isPresent() && steps.size() < YamlReader.DEEPEST;
                step = step.get().rest().first()) {
            SettingPath.Step next = step.get();
            int index = next.index()
                    .orElse(node.map(list -> SetOption.index(list, next.key())).orElse(-1));
            steps.add(index < 0 ? next.key() : "[" + index + "]");
            node = node.flatMap(above -> below(above, next.key(), index));
        }
        return new SearchPath(steps);
    }

    private static Optional<YamlNode> below(YamlNode node, String key, int index) {
        if (node instanceof Sequence list) {
            return index >= 0 && index < list.items().size()
                    ? Optional.of(list.items().get(index))
                    : Optional.empty();
        }
        return node instanceof Mapping mapping ? mapping.value(key) : Optional.empty();
    }

    /** Whether this is the place of another path, or a place inside it. */
    boolean within(SearchPath other) {
        return steps.size() >= other.steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps);
    }

    /** How many stages come before the first that a change at a path could alter; all if it alters none. */
    static int stagesBefore(SettingPath path, Experiment experiment) {
        SettingPath.Step first = path.first().orElseThrow();
        return switch (first.key()) {
            case POST_HOC -> experiment.stages().size();
            case STAGES -> Math.max(0, item(first.rest(), names(experiment.stages(), StageSettings::name)));
            default -> 0;
        };
    }

    /** The name of the stage or post-hoc change that a path is in; nothing if it is in neither or in all. */
    static Optional<String> method(SettingPath path, Experiment experiment) {
        SettingPath.Step first = path.first().orElseThrow();
        List<String> names =
                switch (first.key()) {
                    case STAGES -> names(experiment.stages(), StageSettings::name);
                    case POST_HOC -> names(experiment.postHoc(), PostHocSettings::name);
                    default -> List.of();
                };
        int item = item(first.rest(), names);
        return item >= 0 && item < names.size() ? Optional.of(names.get(item)) : Optional.empty();
    }

    private static int item(SettingPath path, List<String> names) {
        return path.first()
                .map(step -> step.index().orElse(names.indexOf(step.key())))
                .orElse(-1);
    }

    private static <T> List<String> names(List<T> items, Function<T, String> name) {
        return items.stream().map(name).toList();
    }
}
