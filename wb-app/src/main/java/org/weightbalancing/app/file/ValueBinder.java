package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlNumber;

/** Makes the value of one setting from YAML by the setting's type and range; notes a problem for every empty result. */
final class ValueBinder {

    private final SettingBinder records;
    private final List<Problem> problems;

    ValueBinder(SettingBinder records, List<Problem> problems) {
        this.records = records;
        this.problems = problems;
    }

    /** A value of the type of a setting and, if it is a number or a list, in its range. */
    Optional<Object> inRange(SettingField field, YamlNode node, SettingPath path) {
        Optional<Object> value = value(field.type(), node, path);
        if (value.isPresent() && value.get() instanceof Number number && !field.allows(number.doubleValue())) {
            String range = Double.isInfinite(number.doubleValue()) ? field.finiteRange() : field.range();
            return none(node, path + " is " + ((Scalar) node).text() + "; allowed: " + range);
        }
        if (value.isPresent() && value.get() instanceof List<?> list && !field.allows(list.size())) {
            return none(node, path + " has length " + list.size() + "; allowed: " + field.length());
        }
        return value;
    }

    private Optional<Object> value(SettingType type, YamlNode node, SettingPath path) {
        if (type instanceof SettingType.Nested nested) {
            return records.record(nested.type(), node, path).map(Object.class::cast);
        }
        if (type instanceof SettingType.Tree) {
            return Optional.of(node);
        }
        if (node instanceof Scalar scalar && scalar.none()) {
            return none(node, path + " has no value; expected " + type.expected());
        }
        if (type instanceof SettingType.Part part) {
            return records.component(part, node, path);
        }
        if (type instanceof SettingType.Many many) {
            return list(many, node, path);
        }
        if (node instanceof Scalar scalar) {
            return scalar(type, scalar, path);
        }
        return none(node, path + " is " + node.kind() + "; expected " + type.expected());
    }

    private Optional<Object> list(SettingType.Many type, YamlNode node, SettingPath path) {
        if (!(node instanceof Sequence list)) {
            return none(node, path + " is " + node.kind() + "; expected " + type.expected());
        }
        List<Optional<Object>> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
            items.add(finite(value(type.item(), item, path.item(items.size())), item, path.item(items.size())));
        }
        return items.contains(Optional.empty())
                ? Optional.empty()
                : Optional.of(items.stream().map(Optional::orElseThrow).toList());
    }

    private Optional<Object> finite(Optional<Object> item, YamlNode node, SettingPath path) {
        boolean infinite = item.isPresent() && item.get() instanceof Double number && number.isInfinite();
        return infinite ? none(node, path + " is infinite; allowed: finite numbers") : item;
    }

    private Optional<Object> scalar(SettingType type, Scalar scalar, SettingPath path) {
        Optional<Object> value = read(type, scalar.text());
        if (value.isPresent()) {
            return value;
        }
        if (type instanceof SettingType.Whole whole && YamlNumber.isWhole(scalar.text())) {
            String bound = scalar.text().startsWith("-") ? "from " + whole.smallest() : "up to " + whole.largest();
            return none(scalar, path + " is " + scalar.text() + "; allowed: " + bound);
        }
        if (type instanceof SettingType.Choice choice) {
            return none(
                    scalar,
                    path + " is '" + scalar.text() + "'" + Nearest.hint(scalar.text(), choice.names(), "allowed"));
        }
        return none(scalar, path + " is '" + scalar.text() + "'; expected " + type.expected());
    }

    private static Optional<Object> read(SettingType type, String text) {
        if (type instanceof SettingType.Whole whole) {
            return YamlNumber.whole(text)
                    .filter(number -> whole.isLong() || number.intValue() == number)
                    .map(number -> whole.isLong() ? (Object) number : (Object) number.intValue());
        }
        if (type instanceof SettingType.Real) {
            return YamlNumber.real(text).map(Function.identity());
        }
        if (type instanceof SettingType.Flag) {
            return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
        }
        if (type instanceof SettingType.Choice choice) {
            int index = choice.names().indexOf(text);
            return index < 0 ? Optional.empty() : Optional.of(choice.constants().get(index));
        }
        return Optional.of(text);
    }

    /** A text. */
    Optional<String> text(YamlNode node, SettingPath path) {
        return value(new SettingType.Text(), node, path).map(Object::toString);
    }

    private Optional<Object> none(YamlNode node, String text) {
        problems.add(new Problem(node.where(), text));
        return Optional.empty();
    }
}
