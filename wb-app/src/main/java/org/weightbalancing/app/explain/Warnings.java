package org.weightbalancing.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.result.Selection;

/**
 * Finds what a reader of an experiment's numbers should know of them.
 *
 * @param catalog of the experiment's components
 */
record Warnings(Catalog catalog) {

    /**
     * One sentence or two for each finding.
     *
     * @param repeated whether the experiment is carried out with several seeds
     */
    List<String> of(Experiment experiment, boolean repeated) {
        List<String> warnings = new ArrayList<>();
        List<String> selected = selectedOnTest(experiment);
        if (!selected.isEmpty()) {
            warnings.add(
                    "Selected on test images: " + String.join(", ", selected) + ". Their accuracies are optimistic.");
        }
        if (!experiment.data().hasValidation()) {
            warnings.add("No images for validation: who chooses among variants by their results chooses on test images."
                    + " " + experiment.data().validationKey() + " makes some.");
        }
        List<String> idle = experiment.stages().stream()
                .filter(stage -> new StageWords(catalog).lastRate(stage) == 0)
                .map(StageSettings::name)
                .toList();
        if (!idle.isEmpty()) {
            warnings.add("The last epoch trains at learning rate 0: " + String.join(", ", idle) + ".");
        }
        if (experiment.evaluation().flipAveraging()) {
            warnings.add("Flip averaging: reports have it beside the plain accuracies; compare like with like.");
        }
        if (!repeated) {
            warnings.add("One seed, " + experiment.seed()
                    + ": its accuracies say nothing of the spread; train with other seeds too.");
        }
        return warnings;
    }

    private List<String> selectedOnTest(Experiment experiment) {
        return Selection.of(new ExperimentFile(catalog).write(experiment)).entrySet().stream()
                .filter(method -> method.getValue() == Selection.TEST)
                .map(Map.Entry::getKey)
                .toList();
    }
}
