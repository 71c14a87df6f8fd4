package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Condition;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.yaml.FlowYaml;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlJson;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Entry;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;

/** Reads when a dimension matters; notes a problem for every empty result. */
final class ConditionReader {

    private final List<Problem> problems;

    ConditionReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** What {@code when} says; nothing, with a problem noted, if it says nothing that can hold. */
    Optional<Condition> read(String name, YamlNode when, Map<String, PlacedDimension> earlier, Mapping space) {
        if (!(when instanceof Mapping mapping) || mapping.entries().size() != 1) {
            note(
                    when.where(),
                    "when of dimension " + name + " is " + when.kind()
                            + "; expected one dimension with one or more of its options, such as"
                            + " {stages.balance.loss: cross-entropy}");
            return Optional.empty();
        }
        Map.Entry<String, Entry> said = mapping.entries().entrySet().iterator().next();
        Optional<PlacedDimension> other = Optional.ofNullable(earlier.get(said.getKey()));
        if (other.isEmpty()) {
            noteUnknown(name, said.getKey(), said.getValue().key(), earlier.keySet(), space);
            return Optional.empty();
        }
        if (!(other.get().dimension().domain() instanceof Choice choice)) {
            note(
                    said.getValue().key(),
                    "when of dimension " + name + " names " + said.getKey()
                            + ", which is no choice and has no options");
            return Optional.empty();
        }
        return options(name, said.getKey(), choice, said.getValue().value());
    }

    private void noteUnknown(String name, String other, Where where, Set<String> earlier, Mapping space) {
        String start = "when of dimension " + name + " names " + other;
        if (other.equals(name)) {
            note(where, start + ", which is itself; name an earlier choice");
        } else if (!space.entries().containsKey(other)) {
            String hint = earlier.isEmpty() ? "; none comes before it" : Nearest.hint(other, earlier, "earlier ones");
            note(where, start + ", which is no dimension" + hint);
        } else if (!refused(other, space)) {
            note(where, start + ", which comes later; write it above " + name);
        }
    }

    /** Whether a dimension above has been left out: its own problem has been told. */
    private boolean refused(String other, Mapping space) {
        Where place = space.entries().get(other).key();
        return problems.stream().anyMatch(problem -> problem.where().line() == place.line());
    }

    private Optional<Condition> options(String name, String other, Choice choice, YamlNode said) {
        List<Object> values = new ArrayList<>(choice.options().stream()
                .filter(option -> matches(option, said))
                .toList());
        boolean complete = true;
        if (values.isEmpty() && said instanceof Sequence list) {
            for (YamlNode item : list.items()) {
                List<Object> matching = choice.options().stream()
                        .filter(option -> matches(option, item))
                        .toList();
                complete &= !matching.isEmpty() || unknownOption(name, other, choice, item);
                matching.stream().filter(option -> !values.contains(option)).forEach(values::add);
            }
        }
        if (values.isEmpty() && complete) {
            complete = unknownOption(name, other, choice, said);
        }
        return complete ? Optional.of(new Condition(other, values)) : Optional.empty();
    }

    private boolean unknownOption(String name, String other, Choice choice, YamlNode said) {
        List<String> known =
                choice.options().stream().map(ConditionReader::name).toList();
        String word = said instanceof Scalar scalar
                ? scalar.text()
                : YamlJson.of(said).toString();
        note(
                said.where(),
                "when of dimension " + name + ": " + other + " has no option " + word
                        + Nearest.hint(word, known, "options"));
        return false;
    }

    /** An option is named as a whole or, if it is a component with keys, by its name. */
    private static boolean matches(Object option, YamlNode said) {
        try {
            Object value = FlowYaml.value(said);
            return option.equals(value) || (option instanceof Map<?, ?> map && value.equals(map.get("name")));
        } catch (InvalidSetting none) {
            return false;
        }
    }

    private static String name(Object option) {
        return option instanceof Map<?, ?> map && map.get("name") instanceof String name ? name : FlowYaml.of(option);
    }

    private void note(Where where, String text) {
        problems.add(new Problem(where, text));
    }
}
