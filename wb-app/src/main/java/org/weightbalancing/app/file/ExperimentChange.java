package org.weightbalancing.app.file;

import java.util.List;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;

/** Says in a sentence how an experiment was changed since it was begun. */
public final class ExperimentChange {

    private ExperimentChange() {}

    /** The keys that differ, with what they were and are. */
    public static String text(Catalog catalog, Experiment begun, Experiment now) {
        List<ExperimentDifference.Difference> differences = ExperimentDifference.between(catalog, begun, now);
        return differences.stream()
                .map(difference -> difference.key() + " was " + difference.left() + " and is " + difference.right())
                .collect(Collectors.joining("; "));
    }
}
