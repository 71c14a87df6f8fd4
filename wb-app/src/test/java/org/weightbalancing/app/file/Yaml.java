package org.weightbalancing.app.file;

import java.util.List;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.setting.ExperimentException;

/** The smallest experiment and what tests do with it. */
public final class Yaml {

    public static final Catalog CATALOG = Catalog.load();
    public static final ExperimentFile FILES = new ExperimentFile(CATALOG);

    /** Line 1 names it, lines 2 and 3 are data and model, the stage "features" begins in line 5. */
    public static final String SMALLEST = """
            name: smallest
            data: {source: cifar-100, long-tail: {imbalance: 100}}
            model: {architecture: resnet-32}
            stages:
              - name: features
                epochs: 200
                learning-rate: 0.1
            """;

    private Yaml() {}

    public static Experiment read(String text, String... sets) {
        return FILES.parse("x.yaml", text, List.of(sets));
    }

    /** The problems of a text, one per line. */
    public static List<String> problems(String text, String... sets) {
        try {
            Experiment read = read(text, sets);
            throw new AssertionError("was read: " + read);
        } catch (ExperimentException e) {
            return e.problems();
        }
    }
}
