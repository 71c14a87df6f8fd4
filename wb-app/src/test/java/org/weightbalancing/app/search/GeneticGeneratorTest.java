package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 600, unit = TimeUnit.SECONDS)
class GeneticGeneratorTest {

    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("a", new Uniform(0, 1)),
            Dimension.of("b", new Uniform(0, 1)),
            Dimension.of("c", new Uniform(0, 1)));

    @Test
    void childrenHaveTheCoordinatesOfGoodParents() {
        GeneticGenerator generator = new GeneticGenerator(SPACE, Goal.maximise(), 0, 6);
        // Trials 0 to 5 are those that stay: the worst third goes whenever there are six.
        for (int number = 0; number < 30; number++) {
            double all = number / 30.0;
            Proposal proposal = generator.at(List.of(all, all + 0.01, all + 0.02));
            generator.begun(Trials.running(number, proposal));
            generator.ended(Trials.complete(number, proposal, number < 4 ? 100 : -number));
        }
        List<Double> good = IntStream.range(0, 4)
                .mapToObj(number -> List.of(number / 30.0, number / 30.0 + 0.01, number / 30.0 + 0.02))
                .flatMap(List::stream)
                .toList();
        int inherited = 0;
        for (long seed = 0; seed < 50; seed++) {
            generator.setRngSeed(seed);
            inherited += (int) Trials.proposal(generator).coordinates().stream()
                    .filter(good::contains)
                    .count();
        }
        // The last two trials that ended are members too.
        assertThat(inherited).isBetween(80, 149);
    }

    @Test
    void isRandomUntilThereAreEnoughCompleteTrials() {
        GeneticGenerator generator = new GeneticGenerator(SPACE, Goal.minimise(), 0, 9);
        Proposal parent = generator.at(List.of(0.5, 0.5, 0.5));
        for (int number = 0; number < 5; number++) {
            generator.begun(Trials.running(number, parent));
            generator.ended(Trials.complete(number, parent, 1));
        }
        assertThat(Trials.proposal(generator).coordinates()).doesNotContain(0.5);
    }

    @Test
    void doesNotRepeatParametersWhileThereAreOthers() {
        SearchSpace space =
                SearchSpace.of(Dimension.of("a", Choice.of(1, 2, 3)), Dimension.of("b", Choice.of("x", "y", "z")));
        List<TrialRecord> trials =
                Trials.run(new GeneticGenerator(space, Goal.minimise(), 0, 30), p -> p.number("a"), 40);
        List<Parameters> tried =
                trials.stream().map(trial -> trial.proposal().parameters()).toList();
        assertThat(tried.subList(0, 9)).doesNotHaveDuplicates();
        assertThat(tried).hasSize(40);
    }

    @Test
    void oneDimensionAndOneOptionEndToo() {
        SearchSpace space = SearchSpace.of(Dimension.of("a", Choice.of("only")));
        assertThat(Trials.run(new GeneticGenerator(space, Goal.minimise(), 0, 3), p -> 0, 50))
                .hasSize(50);
    }

    @Test
    void scoresWithoutAnOrderAreNotBred() {
        GeneticGenerator generator =
                new GeneticGenerator(SPACE, new Goal(true, List.of(Constraint.atMost("missing", 1))), 0, 3);
        Proposal parent = generator.at(List.of(0.5, 0.5, 0.5));
        for (int number = 0; number < 5; number++) {
            generator.begun(Trials.running(number, parent));
            generator.ended(Trials.complete(number, parent, 1));
        }
        assertThat(Trials.proposal(generator).coordinates()).doesNotContain(0.5);
    }

    @Test
    void refusesPopulationsThatCannotBreed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneticGenerator(SPACE, Goal.minimise(), 0, 2))
                .withMessage("population is 2, allowed is 3 or more");
    }
}
