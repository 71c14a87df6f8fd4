package org.weightbalancing.app.training;

import java.util.stream.IntStream;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.ShotGroupSettings;
import org.weightbalancing.app.experiment.ShotScope;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.eval.Shot;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.regularizers.OnUnits;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.Regularizer;

/**
 * Makes regularizers that act on the classes their settings name.
 *
 * @param catalog makes the rule
 * @param experiment says what the shot groups are
 * @param images say which classes are in them
 */
record RegularizerFactory(Catalog catalog, Experiment experiment, Images images) {

    /** The rule itself, or the rule on the rows of a shot group. */
    Regularizer create(RegularizerSettings settings) {
        return restricted(catalog.create(settings), settings);
    }

    /** A rule restricted to the classes that its settings name. */
    Regularizer restricted(Regularizer rule, RegularizerSettings settings) {
        return settings.classes()
                .shot()
                .<Regularizer>map(shot -> new OnUnits(rule, classes(shot, settings)))
                .orElse(rule);
    }

    /** The parameters that a regularizer acts on: of a shot group only those with a row for each class. */
    ParameterFilter filter(RegularizerSettings settings) {
        int classes = images.train().classes();
        ParameterFilter all = catalog.filter(settings);
        return settings.classes() == ShotScope.ALL
                ? all
                : all.and(ParameterFilter.matching(
                        "with a row for each class", parameter -> parameter.units() == classes));
    }

    private int[] classes(Shot shot, RegularizerSettings settings) {
        ShotGroupSettings bounds = experiment.evaluation().shotGroups();
        ShotGroups groups = new ShotGroups(bounds.manyAbove(), bounds.fewBelow());
        int[] counts = images.train().classCounts();
        int[] classes = IntStream.range(0, counts.length)
                .filter(c -> groups.of(counts[c]) == shot)
                .toArray();
        if (classes.length == 0) {
            throw new ExperimentException("regularizer " + catalog.name(settings) + ": no class is "
                    + KebabCase.of(settings.classes()) + "-shot (many above " + bounds.manyAbove() + ", few below "
                    + bounds.fewBelow() + " training images)");
        }
        return classes;
    }
}
