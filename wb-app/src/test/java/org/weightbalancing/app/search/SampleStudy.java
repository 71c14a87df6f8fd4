package org.weightbalancing.app.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Trials of studies that nobody has run. */
public final class SampleStudy {

    public static final String RATE = "stages.balance.learning-rate";
    public static final String DECAY = "stages.balance.regularizers[0].decay";
    public static final String LOSS = "stages.balance.loss";
    public static final String BETA = "stages.balance.loss.beta";
    public static final String BATCH = "stages.balance.batch";

    private static final double TOO_FAST = 0.3;

    private SampleStudy() {}

    /** A space of every kind of dimension. */
    public static SearchSpace space() {
        return SearchSpace.of(
                Dimension.of(RATE, new LogUniform(1e-4, 1)),
                Dimension.of(DECAY, new LogUniform(1e-5, 1)),
                Dimension.of(LOSS, new Choice(List.of("cross-entropy", "balanced-softmax", "class-balanced"))),
                Dimension.of(BETA, new Uniform(0.9, 0.9999)).when(LOSS, "class-balanced"),
                Dimension.of(BATCH, new IntegerRange(16, 256)));
    }

    /** The description of a study of so many trials. */
    public static StudyDescription description(int trials) {
        return new StudyDescription(
                space(), Goal.maximise(), "random", Map.of("name", "random"), 3, Budget.trials(trials));
    }

    /** A complete trial. */
    public static TrialRecord complete(int number, Proposal proposal, double score) {
        return trial(number, proposal, TrialStatus.COMPLETE, OptionalDouble.of(score), "");
    }

    /** A trial with a status, and with a reason unless that is empty. */
    public static TrialRecord trial(
            int number, Proposal proposal, TrialStatus status, OptionalDouble score, String reason) {
        return new TrialRecord(
                number,
                proposal,
                status,
                score,
                Map.of(),
                new TreeMap<>(),
                Optional.of(reason).filter(text -> !text.isEmpty()),
                "here",
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number),
                1.5);
    }

    /** Complete trials at random points, scored by a function of the coordinates that matter; NaN for others. */
    public static List<TrialRecord> random(SearchSpace space, int trials, long seed, ToDoubleFunction<double[]> score) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, trials)
                .mapToObj(number -> {
                    List<Double> coordinates =
                            random.doubles(space.dimensions().size()).boxed().toList();
                    List<Boolean> active = space.active(coordinates);
                    double[] seen = IntStream.range(0, coordinates.size())
                            .mapToDouble(j -> active.get(j) ? coordinates.get(j) : Double.NaN)
                            .toArray();
                    return complete(number, Proposal.of(coordinates, space.at(coordinates)), score.applyAsDouble(seen));
                })
                .toList();
    }

    /**
     * Trials of {@link #space()}, of which the best have a decay around 0.003 and a rate around 0.03: those of the largest
     * rates fail, every ninth is pruned, the others have measures and curves.
     */
    public static List<TrialRecord> trials(int trials, long seed) {
        List<TrialRecord> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (TrialRecord plain : random(space(), trials, seed, point -> score(point) + 0.01 * random.nextDouble())) {
            all.add(told(plain));
        }
        return all;
    }

    private static double score(double[] point) {
        double decay = point[1] - 0.5;
        double rate = point[0] - 0.6;
        double beta = Double.isNaN(point[3]) ? 0 : 0.1 * point[3];
        return 0.5 - 1.2 * decay * decay - 0.5 * rate * rate + beta - (point[2] < 1.0 / 3 ? 0.05 : 0);
    }

    private static TrialRecord told(TrialRecord plain) {
        Proposal proposal = plain.proposal();
        double score = plain.score().orElseThrow();
        if (proposal.parameters().number(RATE) > TOO_FAST) {
            return trial(
                    plain.number(),
                    proposal,
                    TrialStatus.FAILED,
                    OptionalDouble.empty(),
                    "java.lang.IllegalStateException: the loss is NaN in epoch 2\n\tat objective");
        }
        boolean pruned = plain.number() % 9 == 8;
        TreeMap<Integer, Double> curve = new TreeMap<>();
        IntStream.rangeClosed(1, pruned ? 3 : 10).forEach(step -> curve.put(step, score * (1 - 0.6 / step)));
        return new TrialRecord(
                plain.number(),
                proposal,
                pruned ? TrialStatus.PRUNED : TrialStatus.COMPLETE,
                OptionalDouble.of(pruned ? curve.get(3) : score),
                pruned ? Map.of() : Map.of("many", score + 0.2, "few", 0.9 * score - 0.1, "ece", 0.2 - 0.2 * score),
                curve,
                Optional.empty(),
                plain.host(),
                plain.started(),
                plain.seconds());
    }

    /** The same proposal for so many steps, going on from another trial. */
    public static Proposal promoted(Proposal proposal, int budget, int parent) {
        return new Proposal(
                proposal.coordinates(), proposal.parameters(), OptionalInt.of(budget), OptionalInt.of(parent));
    }
}
