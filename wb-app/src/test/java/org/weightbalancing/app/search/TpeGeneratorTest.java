package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TpeGeneratorTest {

    private static final SearchSpace LINE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));
    private static final int SEEDS = 20;
    private static final int TRIALS = 60;

    @Test
    void beatsRandomPointsOnStandardFunctions() {
        List<TestFunction> beaten = Stream.of(
                        TestFunction.branin(),
                        TestFunction.hartmann(),
                        TestFunction.rosenbrock(),
                        TestFunction.ackley(),
                        TestFunction.mixed())
                .filter(function -> mean(function, seed -> tpe(function.space(), seed))
                        < mean(function, seed -> new RandomGenerator(function.space(), seed)))
                .toList();
        assertThat(beaten).extracting(TestFunction::name).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theFunctionsHaveTheirMinimaWhereTheyShould() {
        assertThat(TestFunction.branin().at(parameters(Math.PI, 2.275))).isBetween(0.3978, 0.3979);
        assertThat(TestFunction.hartmann().at(parameters(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573)))
                .isBetween(-3.3224, -3.3223);
        assertThat(TestFunction.rosenbrock().at(parameters(1, 1, 1, 1))).isZero();
        assertThat(TestFunction.ackley().at(parameters(0, 0, 0, 0))).isBetween(-1e-12, 1e-12);
    }

    @Test
    void startsWithSobolPoints() {
        TpeGenerator generator = new TpeGenerator(LINE, Goal.minimise(), 5, new TpeSettings(6, 24, 0.2));
        SobolGenerator sobol = new SobolGenerator(LINE, 5);
        List<TrialRecord> trials = Trials.run(generator, parameters -> parameters.number("x"), 7);
        List<TrialRecord> points = Trials.run(sobol, parameters -> 0, 7);
        for (int i = 0; i < 6; i++) {
            assertThat(trials.get(i).proposal()).isEqualTo(points.get(i).proposal());
        }
        assertThat(trials.get(6).proposal()).isNotEqualTo(points.get(6).proposal());
    }

    @Test
    void proposesNearGoodTrialsWhateverTheGoal() {
        for (boolean larger : List.of(true, false)) {
            TpeGenerator generator =
                    new TpeGenerator(LINE, new Goal(larger, List.of()), 0, new TpeSettings(10, 24, 0.2));
            tell(generator, 20, number -> Trials.complete(number, line(generator, number / 20.0), number));
            double mean = mean(generator);
            assertThat(mean).isBetween(larger ? 0.75 : 0, larger ? 1 : 0.25);
        }
    }

    @Test
    void keepsAwayFromTrialsThatFailOrRun() {
        for (TrialStatus status : TrialStatus.values()) {
            TpeGenerator generator = new TpeGenerator(LINE, Goal.minimise(), 0, new TpeSettings(1, 24, 0.5));
            tell(
                    generator,
                    31,
                    number -> number == 30
                            ? Trials.complete(number, line(generator, 0.5), 0)
                            : number % 2 == 0
                                    ? ended(number, line(generator, 0.25 + number / 1000.0), status)
                                    : Trials.running(number, line(generator, 0.25 - number / 1000.0)));
            if (status != TrialStatus.COMPLETE) {
                assertThat(mean(generator)).isGreaterThan(0.5);
            }
        }
    }

    @Test
    void trialsThatBreakAConstraintAreWorseThanAllThatDoNot() {
        Goal goal = new Goal(true, List.of(Constraint.atMost("ece", 0.1)));
        TpeGenerator generator = new TpeGenerator(LINE, goal, 0, new TpeSettings(10, 24, 0.2));
        tell(
                generator,
                20,
                number -> Trials.measured(
                        number, line(generator, number / 20.0), number, Map.of("ece", number < 5 ? 0.05 : 0.5)));
        assertThat(mean(generator)).isLessThan(0.3);
    }

    @Test
    void trialsThatRunAtOnceKeepApart() {
        TpeGenerator generator = new TpeGenerator(LINE, Goal.minimise(), 0, new TpeSettings(4, 24, 0.25));
        tell(generator, 8, number -> Trials.complete(number, line(generator, number / 8.0), Math.abs(number - 4)));
        List<Double> running = new ArrayList<>();
        for (int number = 8; number < 20; number++) {
            Proposal proposal = Trials.proposal(generator);
            running.add(proposal.coordinates().get(0));
            generator.begun(Trials.running(number, proposal));
        }
        assertThat(running).doesNotHaveDuplicates();
        assertThat(running.stream().mapToDouble(x -> x).max().orElseThrow()
                        - running.stream().mapToDouble(x -> x).min().orElseThrow())
                .isGreaterThan(0.2);
    }

    @Test
    void triesAllOptionsOfASmallSpaceBeforeItRepeats() {
        SearchSpace space =
                SearchSpace.of(Dimension.of("a", Choice.of(1, 2, 3, 4)), Dimension.of("b", new IntegerRange(1, 4)));
        List<TrialRecord> trials = Trials.run(
                new TpeGenerator(space, Goal.minimise(), 1, TpeSettings.defaults()),
                p -> p.number("a") * p.number("b"),
                30);
        assertThat(trials).hasSize(30);
        assertThat(trials.subList(10, 16))
                .extracting(trial -> trial.proposal().parameters())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(trials.subList(0, 10).stream()
                        .map(trial -> trial.proposal().parameters())
                        .toList());
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TpeSettings(0, 24, 0.1))
                .withMessage("startup trials are 0, allowed is 1 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new TpeSettings(1, 0, 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TpeSettings(1, 1, Double.NaN))
                .withMessage("gamma is NaN, allowed is above 0 and below 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new TpeSettings(1, 1, 1));
    }

    private static TpeGenerator tpe(SearchSpace space, long seed) {
        return new TpeGenerator(space, Goal.minimise(), seed, TpeSettings.defaults());
    }

    private static double mean(TestFunction function, LongFunction<StudyGenerator> generator) {
        return LongStream.range(0, SEEDS)
                .mapToDouble(seed -> Trials.run(generator.apply(seed), function::at, TRIALS).stream()
                        .mapToDouble(trial -> trial.score().orElseThrow())
                        .min()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    /** The mean of what a generator of one dimension proposes next, over some seeds. */
    private static double mean(TpeGenerator generator) {
        return LongStream.range(0, 50)
                .mapToDouble(seed -> {
                    generator.setRngSeed(seed);
                    return Trials.proposal(generator).coordinates().get(0);
                })
                .average()
                .orElseThrow();
    }

    private static void tell(TpeGenerator generator, int trials, IntFunction<TrialRecord> trial) {
        IntStream.range(0, trials).mapToObj(trial).forEach(ended -> {
            generator.begun(Trials.running(ended.number(), ended.proposal()));
            if (ended.status().ended()) {
                generator.ended(ended);
            }
        });
    }

    private static TrialRecord ended(int number, Proposal proposal, TrialStatus status) {
        return status == TrialStatus.COMPLETE || status == TrialStatus.PRUNED
                ? Trials.record(number, proposal, status, OptionalDouble.of(-1), new TreeMap<>())
                : Trials.without(number, proposal, status);
    }

    private static Proposal line(TpeGenerator generator, double coordinate) {
        return generator.at(List.of(coordinate));
    }

    private static Parameters parameters(double... x) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < x.length; i++) {
            values.put("x" + i, x[i]);
        }
        return new Parameters(values);
    }
}
