package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.junit.jupiter.api.Test;

class RandomGeneratorTest {

    private static final SearchSpace SPACE = TestFunction.mixed().space();

    @Test
    void followsArbitersSequenceOfTheSeed() {
        RandomSearchGenerator arbiter = new RandomSearchGenerator(SPACE);
        arbiter.setRngSeed(11);
        RandomGenerator generator = new RandomGenerator(SPACE, 11);
        for (int number = 0; number < 50; number++) {
            assertThat(generator.getCandidate().getFlatParameters())
                    .isEqualTo(arbiter.getCandidate().getFlatParameters());
        }
    }

    @Test
    void neitherDrawsTwiceNorSkipsForTrialsOfOthers() {
        RandomSearchGenerator arbiter = new RandomSearchGenerator(SPACE);
        arbiter.setRngSeed(11);
        RandomGenerator generator = new RandomGenerator(SPACE, 11);
        for (int number = 0; number < 50; number++) {
            double[] expected = arbiter.getCandidate().getFlatParameters();
            if (number % 4 != 1) {
                assertThat(generator.getCandidate().getFlatParameters()).isEqualTo(expected);
            }
            Proposal taken = number % 2 == 0
                    ? generator.at(Coordinates.inside(expected))
                    : generator.at(Coordinates.inside(new double[] {0.1, 0.2, 0.3, 0.4}));
            generator.begun(Trials.running(number, taken));
        }
    }
}
