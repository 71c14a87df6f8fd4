package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.yaml.FlowYaml;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlJson;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlNumber;

/** Reads which values a dimension has; notes a problem for every empty result. */
final class DomainReader {

    static final String UNIFORM = "uniform";
    static final String LOG_UNIFORM = "log-uniform";
    static final String INTEGER = "integer";
    static final String CHOICE = "choice";

    /** The keys one of which a dimension has. */
    static final List<String> KEYS = List.of(UNIFORM, LOG_UNIFORM, INTEGER, CHOICE);

    /** What files are told about dimensions. */
    static final String DOC = """
            A dimension of the space is one of
              PATH: {uniform: [LOW, HIGH]}      a number from LOW to HIGH
              PATH: {log-uniform: [LOW, HIGH]}  the same, all orders of magnitude as likely; LOW is above 0
              PATH: {integer: [LOW, HIGH]}      a whole number from LOW to HIGH, both included
              PATH: {choice: [A, B, C]}         one of the values, which may be components: {name: focal, gamma: 2}
            with a key 'when' beside it where it matters only with some options of an earlier choice, named as a whole or
            by their name:
              PATH: {uniform: [0, 1], when: {EARLIER-PATH: [A, B]}}
            A trial makes these changes in the order of the space, to an experiment all of whose defaults are written out. A
            default that depends on another setting therefore stays when a trial changes that one; with 'wb train --set' it
            would follow. 'wb search STUDY --apply-best -o FILE' writes the whole experiment of the best trial.
            """;

    private final List<Problem> problems;

    DomainReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** The values of a dimension from the one of its keys that names them. */
    Optional<Domain> read(String name, Mapping keys) {
        List<String> given =
                KEYS.stream().filter(key -> keys.entries().containsKey(key)).toList();
        if (given.size() != 1) {
            String what = given.isEmpty() ? "has no values" : "has " + String.join(" and ", given);
            return none(keys, "dimension " + name + " " + what + "; give one of " + String.join(", ", KEYS));
        }
        String key = given.get(0);
        YamlNode node = keys.value(key).orElseThrow();
        return switch (key) {
            case CHOICE -> choice(name, node);
            case INTEGER -> whole(name, node);
            default -> real(name, key, node);
        };
    }

    private Optional<Domain> real(String name, String key, YamlNode node) {
        List<Double> bounds = scalars(node)
                .flatMap(text -> YamlNumber.real(text).filter(Double::isFinite).stream())
                .toList();
        if (!isPair(node) || bounds.size() != 2) {
            return none(node, key + " of dimension " + name + " is " + words(node) + "; expected two finite numbers");
        }
        double low = bounds.get(0);
        double high = bounds.get(1);
        boolean logarithmic = key.equals(LOG_UNIFORM);
        if (logarithmic && low <= 0) {
            return none(
                    node,
                    key + " of dimension " + name + " starts at " + YamlNumber.text(low)
                            + ", which has no logarithm; allowed: above 0, or uniform");
        }
        if (low >= high) {
            return none(node, backward(key, name, YamlNumber.text(low), YamlNumber.text(high)));
        }
        return Optional.of(logarithmic ? new LogUniform(low, high) : new Uniform(low, high));
    }

    private Optional<Domain> whole(String name, YamlNode node) {
        List<Integer> bounds = scalars(node)
                .flatMap(text -> YamlNumber.whole(text).stream())
                .filter(number -> number == number.intValue())
                .map(Long::intValue)
                .toList();
        if (!isPair(node) || bounds.size() != 2) {
            return none(
                    node,
                    INTEGER + " of dimension " + name + " is " + words(node) + "; expected two whole numbers from "
                            + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        int low = bounds.get(0);
        int high = bounds.get(1);
        if (low >= high) {
            return none(node, backward(INTEGER, name, Integer.toString(low), Integer.toString(high)));
        }
        if ((long) high - low >= Integer.MAX_VALUE) {
            return none(
                    node,
                    INTEGER + " of dimension " + name + " is [" + low + ", " + high + "]; allowed: up to "
                            + Integer.MAX_VALUE + " numbers");
        }
        return Optional.of(new IntegerRange(low, high));
    }

    private Optional<Domain> choice(String name, YamlNode node) {
        if (!(node instanceof Sequence list) || list.items().isEmpty()) {
            return none(
                    node,
                    CHOICE + " of dimension " + name + " is " + words(node)
                            + "; expected a list of at least one option");
        }
        List<Object> options = new ArrayList<>();
        boolean good = true;
        for (YamlNode item : list.items()) {
            good &= option(name, item, options);
        }
        return good ? Optional.of(new Choice(options)) : Optional.empty();
    }

    private boolean option(String name, YamlNode item, List<Object> options) {
        try {
            Object value = FlowYaml.value(item);
            if (!options.contains(value)) {
                return options.add(value);
            }
            note(item, CHOICE + " of dimension " + name + " has the option " + FlowYaml.of(value) + " twice");
        } catch (InvalidSetting e) {
            String place = e.path().isEmpty() ? "" : " at " + e.path();
            note(item, "an option of dimension " + name + " " + e.problem() + place);
        }
        return false;
    }

    private static String backward(String key, String name, String low, String high) {
        return key + " of dimension " + name + " is [" + low + ", " + high + "]; the first must be below the second";
    }

    private static boolean isPair(YamlNode node) {
        return node instanceof Sequence list && list.items().size() == 2;
    }

    private static Stream<String> scalars(YamlNode node) {
        return node instanceof Sequence list
                ? list.items().stream().filter(Scalar.class::isInstance).map(item -> ((Scalar) item).text())
                : Stream.empty();
    }

    private static String words(YamlNode node) {
        return node instanceof Sequence ? YamlJson.of(node).toString() : node.kind();
    }

    private <T> Optional<T> none(YamlNode node, String text) {
        note(node, text);
        return Optional.empty();
    }

    private void note(YamlNode node, String text) {
        problems.add(new Problem(node.where(), text));
    }
}
