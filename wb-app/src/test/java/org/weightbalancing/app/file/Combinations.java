package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

/** Combinations of settings, and that they are refused. */
final class Combinations {

    static final String TWO_STAGES = Yaml.SMALLEST + """
              - name: second
                trains: classifier
                epochs: 10
                learning-rate: 0.1
            """;

    private Combinations() {}

    static void refused(String problem, String text, String... sets) {
        assertThat(Yaml.problems(text, sets)).singleElement().asString().endsWith(problem);
    }
}
