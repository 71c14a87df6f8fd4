package org.weightbalancing.app.report;

import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.plot.HyperparameterValues;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.app.search.ValueText;

/** What trials have of a dimension, as it is drawn. */
final class DimensionValues {

    private DimensionValues() {}

    /**
     * The values of a dimension over its range; NaN in trials in which it does not matter.
     *
     * @param name by which it is shown
     */
    static HyperparameterValues of(String name, Dimension dimension, List<TrialRecord> trials) {
        List<Double> values = trials.stream()
                .map(trial -> trial.proposal()
                        .parameters()
                        .value(dimension.name())
                        .flatMap(value -> number(dimension.domain(), value))
                        .orElse(Double.NaN))
                .toList();
        Domain domain = dimension.domain();
        if (domain instanceof Choice choice) {
            return HyperparameterValues.choice(
                    name, choice.options().stream().map(ValueText::of).toList(), values);
        }
        if (domain instanceof LogUniform range) {
            return HyperparameterValues.logarithmic(name, range.low(), range.high(), values);
        }
        if (domain instanceof IntegerRange range) {
            return HyperparameterValues.linear(name, range.low(), range.high(), values);
        }
        Uniform range = (Uniform) domain;
        return HyperparameterValues.linear(name, range.low(), range.high(), values);
    }

    private static Optional<Double> number(Domain domain, Object value) {
        if (domain instanceof Choice choice) {
            int option = choice.options().indexOf(value);
            return option < 0 ? Optional.empty() : Optional.of((double) option);
        }
        return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }
}
