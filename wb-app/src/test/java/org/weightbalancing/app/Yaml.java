package org.weightbalancing.app;

import java.util.List;

/** The smallest experiment and what tests do with it. */
final class Yaml {

    static final Catalog CATALOG = Catalog.load();
    static final ExperimentFile FILES = new ExperimentFile(CATALOG);

    /** Line 1 names it, lines 2 and 3 are data and model, the stage "features" begins in line 5. */
    static final String SMALLEST = """
            name: smallest
            data: {source: cifar-100, long-tail: {imbalance: 100}}
            model: {architecture: resnet-32}
            stages:
              - name: features
                epochs: 200
                learning-rate: 0.1
            """;

    private Yaml() {}

    static Experiment read(String text, String... sets) {
        return FILES.parse("x.yaml", text, List.of(sets));
    }

    /** The problems of a text, one per line. */
    static List<String> problems(String text, String... sets) {
        try {
            Experiment read = read(text, sets);
            throw new AssertionError("was read: " + read);
        } catch (ExperimentException e) {
            return e.problems();
        }
    }
}
