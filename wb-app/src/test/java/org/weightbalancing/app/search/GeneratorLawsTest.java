package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every generator, on a space with all kinds of dimensions. */
class GeneratorLawsTest {

    private static final SearchSpace SPACE = TestFunction.mixed().space();
    private static final Goal GOAL = new Goal(true, List.of(Constraint.atMost("ece", 0.1)));
    private static final int TRIALS = 40;

    static Stream<Named<LongFunction<StudyGenerator>>> generators() {
        return Stream.of(
                named("random", seed -> new RandomGenerator(SPACE, seed)),
                named("grid", seed -> new GridGenerator(SPACE, 4, true, seed)),
                named("sobol", seed -> new SobolGenerator(SPACE, seed)),
                named("genetic", seed -> new GeneticGenerator(SPACE, GOAL, seed, 6)),
                named("tpe", seed -> new TpeGenerator(SPACE, GOAL, seed, new TpeSettings(5, 10, 0.2))),
                named("asha", seed -> new AshaGenerator(SPACE, GOAL, seed, 1, 9, 3)),
                named("halving", seed -> new SuccessiveHalvingGenerator(SPACE, GOAL, seed, 1, 9, 3, TRIALS)));
    }

    private static Named<LongFunction<StudyGenerator>> named(String name, LongFunction<StudyGenerator> generator) {
        return Named.of(name, generator);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void proposesPointsOfTheSpace(LongFunction<StudyGenerator> factory) {
        for (TrialRecord trial : history(factory.apply(3), new Random(0), true)) {
            Proposal proposal = trial.proposal();
            assertThat(proposal.parameters()).isEqualTo(SPACE.at(proposal.coordinates()));
        }
        assertThat(factory.apply(3).getParameterSpace()).isSameAs(SPACE);
        assertThat(factory.apply(3).getCandidateType()).isEqualTo(Parameters.class);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void aSecondStudyGetsWhatTheFirstGot(LongFunction<StudyGenerator> factory) {
        StudyGenerator generator = factory.apply(3);
        List<Proposal> first = proposals(history(generator, new Random(1), true));
        assertThat(new Proposals(generator).propose().orElseThrow().proposal()).isEqualTo(first.get(0));
        assertThat(proposals(history(generator, new Random(1), true))).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void twoStudiesAtOnceAreRefused(LongFunction<StudyGenerator> factory) {
        StudyGenerator generator = factory.apply(3);
        generator.restart();
        TrialRecord first = Trials.running(0, Trials.proposal(generator));
        assertThatIllegalStateException()
                .isThrownBy(() -> generator.ended(first))
                .withMessageContaining("trial 0 has ended, but not that it had begun");
        generator.begun(first);
        assertThatIllegalStateException()
                .isThrownBy(() -> generator.begun(first))
                .withMessageContaining("trial 0 has begun, next is trial 1: one study at a time");
        assertThatIllegalStateException()
                .isThrownBy(() -> generator.begun(Trials.running(2, first.proposal())))
                .withMessageContaining("trial 2 has begun, next is trial 1");
    }

    @ParameterizedTest
    @MethodSource("generators")
    void aSeedAndAHistoryGiveOneSearch(LongFunction<StudyGenerator> factory) {
        List<Proposal> one = proposals(history(factory.apply(3), new Random(1), true));
        assertThat(proposals(history(factory.apply(3), new Random(1), true))).isEqualTo(one);
        assertThat(proposals(history(factory.apply(4), new Random(1), true))).isNotEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void aLaterSeedCountsLikeAnEarlier(LongFunction<StudyGenerator> factory) {
        StudyGenerator reseeded = factory.apply(3);
        reseeded.setRngSeed(8);
        assertThat(proposals(history(reseeded, new Random(1), true)))
                .isEqualTo(proposals(history(factory.apply(8), new Random(1), true)));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void goesOnAfterAnyNumberOfTrialsThatEndedInAnyOrder(LongFunction<StudyGenerator> factory) {
        List<TrialRecord> history = history(factory.apply(3), new Random(2), false);
        for (int kept = 0; kept < TRIALS; kept += 7) {
            StudyGenerator one = factory.apply(3);
            StudyGenerator other = factory.apply(3);
            List<TrialRecord> trials = new ArrayList<>(history.subList(0, kept));
            for (StudyGenerator generator : List.of(one, other)) {
                trials.forEach(trial -> generator.begun(Trials.running(trial.number(), trial.proposal())));
                Collections.shuffle(trials, new Random(kept));
                trials.forEach(generator::ended);
                Collections.sort(trials, (a, b) -> a.number() - b.number());
                assertThat(Trials.proposal(generator))
                        .isEqualTo(history.get(kept).proposal());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("generators")
    void aForeignTrialTakesThePlaceOfAProposal(LongFunction<StudyGenerator> factory) {
        StudyGenerator here = factory.apply(3);
        StudyGenerator fresh = factory.apply(3);
        Proposal foreign = Proposal.of(List.of(0.1, 0.2, 0.3, 0.4), SPACE.at(List.of(0.1, 0.2, 0.3, 0.4)));
        for (int number = 0; number < 20; number++) {
            Proposal proposal = Trials.proposal(here);
            assertThat(Trials.proposal(fresh)).isEqualTo(proposal);
            Proposal taken = number % 3 == 0 ? foreign : proposal;
            for (StudyGenerator generator : List.of(here, fresh)) {
                generator.begun(Trials.running(number, taken));
                generator.ended(Trials.complete(number, taken, number % 5));
            }
            fresh = retold(factory.apply(3), number, foreign, here);
        }
    }

    // A generator that hears of all trials at once, which another has heard of one by one.
    private static StudyGenerator retold(StudyGenerator fresh, int last, Proposal foreign, StudyGenerator heard) {
        for (TrialRecord trial : ((SpaceGenerator) heard).trials()) {
            assertThat(trial.number()).isLessThanOrEqualTo(last);
            assertThat(trial.number() % 3 == 0).isEqualTo(trial.proposal().equals(foreign));
            fresh.begun(Trials.running(trial.number(), trial.proposal()));
            fresh.ended(trial);
        }
        return fresh;
    }

    @ParameterizedTest
    @MethodSource("generators")
    void askingTwiceInAStudyChangesNothing(LongFunction<StudyGenerator> factory) {
        StudyGenerator generator = factory.apply(3);
        Proposal first = Trials.proposal(generator);
        Trials.proposal(generator);
        StudyGenerator other = factory.apply(3);
        generator.begun(Trials.running(0, first));
        other.begun(Trials.running(0, first));
        Proposal second = Trials.proposal(other);
        assertThat(Trials.proposal(generator)).isEqualTo(second);
        assertThat(Trials.proposal(generator)).isEqualTo(second);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void trialsThatAllFailDoNotStopIt(LongFunction<StudyGenerator> factory) {
        for (TrialStatus status : List.of(TrialStatus.FAILED, TrialStatus.TIMED_OUT, TrialStatus.LOST)) {
            StudyGenerator generator = factory.apply(3);
            for (int number = 0; number < TRIALS; number++) {
                assertThat(generator.hasMoreCandidates()).isTrue();
                Proposal proposal = Trials.proposal(generator);
                generator.begun(Trials.running(number, proposal));
                generator.ended(Trials.without(number, proposal, status));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("generators")
    void trialsWithoutAPointOfTheSpaceAreNoHarm(LongFunction<StudyGenerator> factory) {
        StudyGenerator generator = factory.apply(3);
        for (int number = 0; number < 10; number++) {
            Proposal proposal = Proposal.of(List.of(), SPACE.at(List.of(0.1, 0.2, 0.3, 0.4)));
            generator.begun(Trials.running(number, proposal));
            generator.ended(Trials.complete(number, proposal, number));
        }
        assertThat(Trials.proposal(generator).coordinates()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void withoutAStudyEachCandidateIsATrialAndStrangeScoresAreFailures(LongFunction<StudyGenerator> factory) {
        StudyGenerator alone = factory.apply(3);
        StudyGenerator studied = factory.apply(3);
        Double[] scores = {Double.NaN, Double.POSITIVE_INFINITY, null, 0.5, 1.5, Double.NEGATIVE_INFINITY, 0.7};
        for (int number = 0; number < TRIALS; number++) {
            Proposal proposal = Trials.proposal(studied);
            Candidate<?> candidate = alone.getCandidate();
            assertThat(candidate.getIndex()).isEqualTo(number);
            assertThat(candidate.getValue()).isEqualTo(proposal.parameters());
            Double score = scores[number % scores.length];
            studied.begun(Trials.running(number, proposal));
            studied.ended(
                    score != null && Double.isFinite(score)
                            ? Trials.complete(number, proposal, score)
                            : Trials.without(number, proposal, TrialStatus.FAILED));
            alone.reportResults(new OptimizationResult(candidate, score, number, null, null, null));
        }
    }

    /** Trials of which up to three run at a time, and which end as a random number has it. */
    private static List<TrialRecord> history(StudyGenerator generator, Random random, boolean parallel) {
        TreeMap<Integer, TrialRecord> records = new TreeMap<>();
        List<TrialRecord> running = new ArrayList<>();
        for (int number = 0; number < TRIALS && generator.hasMoreCandidates(); number++) {
            TrialRecord trial = Trials.running(number, Trials.proposal(generator));
            records.put(number, trial);
            running.add(trial);
            generator.begun(trial);
            while (running.size() > (parallel ? 2 : 0)) {
                TrialRecord ended = ended(running.remove(random.nextInt(running.size())), random);
                records.put(ended.number(), ended);
                generator.ended(ended);
            }
        }
        return List.copyOf(records.values());
    }

    private static TrialRecord ended(TrialRecord trial, Random random) {
        TrialStatus[] ends = {TrialStatus.COMPLETE, TrialStatus.COMPLETE, TrialStatus.PRUNED, TrialStatus.FAILED};
        TrialStatus status = ends[random.nextInt(ends.length)];
        OptionalDouble score =
                status == TrialStatus.FAILED ? OptionalDouble.empty() : OptionalDouble.of(random.nextGaussian());
        double calibration = random.nextBoolean() ? 0.05 : 0.2;
        return Trials.record(
                trial.number(), trial.proposal(), status, score, Map.of("ece", calibration), new TreeMap<>());
    }

    private static List<Proposal> proposals(List<TrialRecord> trials) {
        return IntStream.range(0, trials.size())
                .mapToObj(i -> trials.get(i).proposal())
                .toList();
    }
}
