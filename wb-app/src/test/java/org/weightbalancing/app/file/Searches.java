package org.weightbalancing.app.file;

import java.nio.file.Path;
import java.util.List;
import org.weightbalancing.app.setting.ExperimentException;

/** The smallest search and what tests do with it. */
public final class Searches {

    public static final SearchFile FILES = new SearchFile(Yaml.CATALOG);

    /** Lines 1 to 15 are the name and the experiment with stages "features" and "balance"; post-hoc "tau" is of "features". */
    static final String BASE = """
            name: smallest
            experiment:
              name: two
              data: {source: cifar-100, long-tail: {imbalance: 100}, validation: 0.1}
              model: {architecture: resnet-32}
              stages:
                - name: features
                  epochs: 200
                  learning-rate: 0.1
                - name: balance
                  trains: classifier
                  epochs: 10
                  learning-rate: 0.01
                  regularizers: [{name: weight-decay, decay: 5e-3}]
            budget: {trials: 9}
            """;

    /** Line 16 is the key of the space, line 17 its only dimension. */
    public static final String SMALLEST = with("  stages.balance.learning-rate: {log-uniform: [1e-4, 1]}\n");

    private Searches() {}

    /** The smallest search with other dimensions, from line 17 on, and any keys after them. */
    static String with(String dimensions) {
        return BASE + "space:\n" + dimensions;
    }

    public static Search read(String text) {
        return FILES.parse("s.yaml", text, Path.of("nowhere"));
    }

    /** The problems of a text, one per line. */
    public static List<String> problems(String text) {
        try {
            Search read = read(text);
            throw new AssertionError("was read: " + read);
        } catch (ExperimentException e) {
            return e.problems();
        }
    }
}
