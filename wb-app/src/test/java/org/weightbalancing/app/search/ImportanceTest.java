package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportanceTest {

    private static final SearchSpace THREE = SearchSpace.of(
            Dimension.of("x", new Uniform(0, 1)),
            Dimension.of("y", new Uniform(0, 1)),
            Dimension.of("z", new Uniform(0, 1)));

    private static Importance of(SearchSpace space, int trials, ToDoubleFunction<double[]> score) {
        return Importance.of(space, Goal.minimise(), SampleStudy.random(space, trials, 7, score), 1)
                .orElseThrow();
    }

    // The variances of 3x and y are 9 and 1 twelfths: shares of 0.9 and 0.1, and none for z.
    @ParameterizedTest
    @CsvSource({"30, 0.1", "100, 0.06", "300, 0.03"})
    void aSumHasTheSharesOfItsVariances(int trials, double tolerance) {
        Importance importance = of(THREE, trials, point -> 3 * point[0] + point[1]);
        assertThat(importance.shares().keySet()).containsExactly("x", "y", "z");
        assertThat(importance.shares().get("x")).isCloseTo(0.9, within(tolerance));
        assertThat(importance.shares().get("y")).isCloseTo(0.1, within(tolerance));
        assertThat(importance.shares().get("z")).isLessThan(0.015);
        assertThat(importance.explained()).isGreaterThan(0.75);
    }

    // Var(xy) without x is y^2 / 12: both total effects are 1/36, though x and y mean nothing alone around 0.
    @Test
    void anInteractionCountsForBoth() {
        Importance importance = of(THREE, 400, point -> (point[0] - 0.5) * (point[1] - 0.5));
        assertThat(importance.shares().get("x")).isCloseTo(0.5, within(0.08));
        assertThat(importance.shares().get("y")).isCloseTo(0.5, within(0.08));
    }

    @Test
    void sharesAreFractionsOfOneWholeLargestFirst() {
        Importance importance = of(THREE, 40, point -> point[2] - point[0]);
        assertThat(importance.shares().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(importance.shares().values()).allMatch(share -> share >= 0);
        assertThat(new ArrayList<>(importance.shares().values())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    // On the scale of the values nearly all of the space would be as good as 1.
    @Test
    void aLogarithmicRangeMattersOverItsDecades() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("decay", new LogUniform(1e-6, 1)), Dimension.of("momentum", new Uniform(0, 1)));
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : SampleStudy.random(space, 120, 3, point -> 0)) {
            double decades = Math.log10(trial.proposal().parameters().number("decay")) + 3;
            trials.add(SampleStudy.complete(
                    trial.number(),
                    trial.proposal(),
                    decades * decades + 3 * trial.proposal().parameters().number("momentum")));
        }
        // Of decades^2 from -3 to 3 the variance is 81/5 - 9 = 7.2; of 3 momentum 0.75.
        assertThat(Importance.of(space, Goal.minimise(), trials, 1)
                        .orElseThrow()
                        .shares()
                        .get("decay"))
                .isCloseTo(7.2 / 7.95, within(0.05));
    }

    // beta acts in half of the space: (1/2)(1/12) = 1/24; loss moves E between 0 and beta: E[beta^2] / 4 = 1/12.
    @Test
    void aConditionalDimensionMattersWhereItsConditionHolds() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("loss", new Choice(List.of("plain", "weighted"))),
                Dimension.of("beta", new Uniform(0, 1)).when("loss", "weighted"),
                Dimension.of("other", new Uniform(0, 1)).when("loss", "plain"));
        Importance importance = of(space, 200, point -> Double.isNaN(point[1]) ? 0 : point[1]);
        assertThat(importance.shares().get("loss")).isCloseTo(2.0 / 3, within(0.05));
        assertThat(importance.shares().get("beta")).isCloseTo(1.0 / 3, within(0.05));
        assertThat(importance.shares().get("other")).isLessThan(0.01);
    }

    @Test
    void anOptionInTheMiddleOfAChoiceIsFound() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("a", new Choice(List.of("p", "q", "r", "s"))), Dimension.of("b", new IntegerRange(1, 3)));
        assertThat(of(space, 80, point -> (int) (4 * point[0]) == 2 ? 1 : 0)
                        .shares()
                        .get("a"))
                .isGreaterThan(0.97);
    }

    @Test
    void pureChanceExplainsNothing() {
        SplittableRandom random = new SplittableRandom(11);
        Importance importance = of(THREE, 100, point -> random.nextDouble());
        assertThat(importance.explained()).isLessThan(0.1);
        // A forest that knows nothing errs by the deviation of the scores, 1 / sqrt(12), or a little more.
        assertThat(importance.error()).isBetween(0.26, 0.36);
    }

    @Test
    void theSameSeedGivesTheSameNumbersAndAnotherAboutTheSame() {
        List<TrialRecord> trials = SampleStudy.random(THREE, 50, 2, point -> point[0] - point[1] * point[2]);
        Importance first = Importance.of(THREE, Goal.maximise(), trials, 4).orElseThrow();
        assertThat(Importance.of(THREE, Goal.maximise(), trials, 4)).contains(first);
        Importance other = Importance.of(THREE, Goal.maximise(), trials, 5).orElseThrow();
        assertThat(other).isNotEqualTo(first);
        assertThat(other.shares().get("x")).isCloseTo(first.shares().get("x"), within(0.06));
    }

    @Test
    void oneDivergedTrialDoesNotRule() {
        List<TrialRecord> trials = new ArrayList<>(SampleStudy.random(THREE, 100, 2, point -> 3 * point[0]));
        Proposal diverged = Proposal.of(List.of(0.5, 0.5, 0.99), new Parameters(Map.of("x", 0.5, "y", 0.5, "z", 0.99)));
        trials.add(SampleStudy.complete(100, diverged, 1e9));
        assertThat(Importance.of(THREE, Goal.minimise(), trials, 1)
                        .orElseThrow()
                        .shares()
                        .get("x"))
                .isGreaterThan(0.9);
    }

    // z alone acts after 1 step, x alone after 9: what counts is how it ends.
    @Test
    void whatIsAskedIsTheLargestBudget() {
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : SampleStudy.random(THREE, 200, 2, point -> 0)) {
            boolean large = trial.number() % 3 == 0;
            Proposal proposal = new Proposal(
                    trial.proposal().coordinates(),
                    trial.proposal().parameters(),
                    OptionalInt.of(large ? 9 : 1),
                    OptionalInt.empty());
            double score = proposal.parameters().number(large ? "x" : "z");
            trials.add(SampleStudy.complete(trial.number(), proposal, score + (large ? 2 : 0)));
        }
        Importance importance = Importance.of(THREE, Goal.maximise(), trials, 1).orElseThrow();
        assertThat(importance.shares().get("x")).isGreaterThan(0.9);
    }

    // Chance around 0 after 1 step and around 100 after 9: the budget explains all but nothing that was searched.
    @Test
    void whatTheBudgetExplainsDoesNotCount() {
        SplittableRandom random = new SplittableRandom(3);
        List<TrialRecord> trials = SampleStudy.random(THREE, 100, 2, point -> 0).stream()
                .map(trial -> SampleStudy.complete(
                        trial.number(),
                        new Proposal(
                                trial.proposal().coordinates(),
                                trial.proposal().parameters(),
                                OptionalInt.of(trial.number() % 2 == 0 ? 9 : 1),
                                OptionalInt.empty()),
                        random.nextDouble() + (trial.number() % 2 == 0 ? 100 : 0)))
                .toList();
        assertThat(Importance.of(THREE, Goal.maximise(), trials, 1)
                        .orElseThrow()
                        .explained())
                .isLessThan(0.1);
    }

    @Test
    void parametersThatAreFromNoCubeHaveTheCoordinatesOfTheirValues() {
        List<TrialRecord> trials = SampleStudy.random(THREE, 60, 7, point -> 3 * point[0] + point[1]).stream()
                .map(trial -> SampleStudy.complete(
                        trial.number(),
                        Proposal.of(List.of(), trial.proposal().parameters()),
                        trial.score().orElseThrow()))
                .toList();
        assertThat(Importance.of(THREE, Goal.minimise(), trials, 1)
                        .orElseThrow()
                        .shares()
                        .get("x"))
                .isCloseTo(0.9, within(0.07));
    }

    @Test
    void fewerThanTenCompleteTrialsTellNothing() {
        List<TrialRecord> trials = new ArrayList<>(SampleStudy.random(THREE, 9, 1, point -> point[0]));
        trials.add(
                SampleStudy.trial(9, trials.get(0).proposal(), TrialStatus.FAILED, OptionalDouble.empty(), "it broke"));
        trials.add(SampleStudy.trial(10, trials.get(0).proposal(), TrialStatus.PRUNED, OptionalDouble.of(9), ""));
        assertThat(Importance.of(THREE, Goal.maximise(), trials, 1)).isEmpty();
        trials.add(SampleStudy.complete(11, trials.get(1).proposal(), 0.5));
        assertThat(Importance.of(THREE, Goal.maximise(), trials, 1)).isPresent();
    }

    @Test
    void scoresThatAreAllTheSameTellNothing() {
        assertThat(Importance.of(THREE, Goal.maximise(), SampleStudy.random(THREE, 30, 1, point -> 0.5), 1))
                .isEmpty();
    }
}
