package org.weightbalancing.app.file;

import java.util.List;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.ObjectiveSettings;
import org.weightbalancing.app.experiment.PruningSettings;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNode;

/**
 * The keys of a search file as they are written.
 *
 * @param name of the search
 * @param base file of the experiment that trials vary
 * @param experiment that trials vary, in place of a file
 * @param set changes of it
 * @param objective what makes a trial good
 * @param space the dimensions by their paths
 * @param generator what proposes trials
 * @param pruning when a trial is given up
 * @param budget when the search ends
 * @param seed of the generator
 */
record SearchKeys(
        @Setting(doc = "Name of the search, usually that of its file.", example = "balance")
        String name,

        @Setting(
                doc =
                        "File of the experiment that trials vary, from the folder of this file; none if 'experiment' has it in place.",
                byDefault = "none",
                example = "cifar100lt-100_resnet20_small.yaml")
        String base,

        @Setting(
                doc = "The experiment that trials vary, with the keys of an experiment file; none if 'base' names one.",
                byDefault = "none")
        YamlNode experiment,

        @Setting(
                doc = "Changes path=value of that experiment, as of 'wb train --set', made before those of trials.",
                byDefault = "[]",
                example = "[data.validation=0.1]")
        List<String> set,

        @Setting(doc = "What makes a trial good.", byDefault = "{}")
        ObjectiveSettings objective,

        @Setting(
                doc = "What is searched: a dimension for each path that 'wb train --set' could change.",
                example = "{stages.balance.learning-rate: {log-uniform: [1e-4, 1]}}")
        YamlNode space,

        @Setting(doc = "What proposes trials.", byDefault = "tpe", example = "tpe")
        GeneratorSettings generator,

        @Setting(doc = "When a trial is given up on its way.", byDefault = "none", example = "{name: median, steps: 3}")
        PruningSettings pruning,

        @Setting(doc = "When the search ends.") SearchBudget budget,

        @Setting(doc = "Seed of the generator; trials train with that of the experiment.", byDefault = "0")
        long seed) {

    /** Checks the name. */
    SearchKeys {
        set = List.copyOf(set);
        Experiment.requireName(name);
    }
}
