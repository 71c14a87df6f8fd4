package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.weightbalancing.app.experiment.ConstraintSettings;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.eval.Metric;

/** Finds what a reader of the numbers of a search's trials should know of them. */
record SearchWarnings(Search search) {

    /** Metrics in which every image counts alike, so that classes count by their images. */
    private static final Set<Metric> OF_IMAGES = Set.of(
            Metric.ACCURACY,
            Metric.TOP_5_ACCURACY,
            Metric.NLL,
            Metric.BRIER,
            Metric.ECE,
            Metric.MCE,
            Metric.ADAPTIVE_ECE,
            Metric.CONFIDENCE,
            Metric.ENTROPY);

    /** One sentence or two for each finding. */
    List<String> all() {
        if (!hasTailedValidation()) {
            return List.of();
        }
        String tailed = "The validation images are as long-tailed as the training images, for data.validation is "
                + YamlNumber.text(search.base().data().validation()) + ": ";
        List<String> warnings = new ArrayList<>();
        Metric metric = search.objective().metric();
        if (OF_IMAGES.contains(metric)) {
            warnings.add(
                    tailed + "objective.metric " + metric + " counts common classes most and selects what suits them;"
                            + " metric: " + Metric.MEAN_CLASS_ACCURACY + " counts all classes alike.");
        }
        search.objective().constraints().stream()
                .map(ConstraintSettings::metric)
                .filter(OF_IMAGES::contains)
                .distinct()
                .forEach(bounded ->
                        warnings.add(tailed + "a constraint on " + bounded + " bounds it for common classes most."));
        return warnings;
    }

    /** Validation images are balanced where a source has its own, or all of it is; unknown sources count as long-tailed. */
    private boolean hasTailedValidation() {
        DataSettings data = search.base().data();
        SourceSettings source = data.source();
        boolean balanced = source instanceof SourceSettings.Cifar10
                || source instanceof SourceSettings.Cifar100
                || source instanceof SourceSettings.Drawn;
        return data.validation() > 0 && !(balanced && data.longTail().imbalance() == 1);
    }
}
