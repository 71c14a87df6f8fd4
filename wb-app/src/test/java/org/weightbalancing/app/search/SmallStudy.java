package org.weightbalancing.app.search;

import java.nio.file.Path;
import java.time.Duration;

/** A study of one parameter on threads of this JVM. */
final class SmallStudy {

    static final SearchSpace SPACE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));

    private SmallStudy() {}

    static Study in(Path folder, int trials) {
        return Study.in(folder)
                .generator(new RandomGenerator(SPACE, 5))
                .goal(Goal.minimise())
                .budget(Budget.trials(trials))
                .grace(Duration.ofMillis(300));
    }

    static double x(Trial trial) {
        return trial.parameters().number("x");
    }

    static String reason(StudyResult result, int number) {
        return result.trials().get(number).reason().orElseThrow();
    }
}
