package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.train.loss.LossKind.Law;

class LossLawsTest {

    private static final double CLOSE = 1e-10;

    /** A random problem: logits of a given spread, labels, counts. */
    private static final class Problem {

        private final double[][] logits;
        private final int[] labels;
        private final int[] counts;

        Problem(double[][] logits, int[] labels, int[] counts) {
            this.logits = logits;
            this.labels = labels;
            this.counts = counts;
        }

        static Problem of(long seed, int classes, double spread) {
            Random random = new Random(seed);
            double[][] logits = new double[5][classes];
            int[] labels = new int[5];
            for (int i = 0; i < 5; i++) {
                labels[i] = random.nextInt(classes);
                for (int c = 0; c < classes; c++) {
                    logits[i][c] = spread * random.nextGaussian();
                }
            }
            int[] counts = random.ints(classes, 1, 600).toArray();
            return new Problem(logits, labels, counts);
        }

        List<ILossFunction> losses(Law... laws) {
            return LossKind.losses(counts, laws).toList();
        }
    }

    @Property(seed = "1", tries = 25)
    void addingAConstantToAllLogitsChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int classes) {
        Problem p = Problem.of(seed, classes, 5);
        double[][] shifted = Arrays.stream(p.logits)
                .map(row -> Arrays.stream(row).map(z -> z + 37.5).toArray())
                .toArray(double[][]::new);
        for (ILossFunction loss : p.losses(Law.SHIFT)) {
            double expected = mean(loss, p.logits, p.labels);
            assertThat(mean(loss, shifted, p.labels)).isCloseTo(expected, within(CLOSE * (1 + expected)));
        }
    }

    @Property(seed = "1", tries = 25)
    void gradientOfAnExampleSumsToZero(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int classes) {
        Problem p = Problem.of(seed, classes, 20);
        for (ILossFunction loss : p.losses(Law.SHIFT)) {
            for (double[] row : LossCase.gradient(loss, p.logits, p.labels, DataType.DOUBLE)) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(0, within(CLOSE));
            }
        }
    }

    @Property(seed = "1", tries = 25)
    void permutingTheClassesPermutesTheGradient(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int classes) {
        Problem p = Problem.of(seed, classes, 5);
        List<Integer> to = IntStream.range(0, classes).boxed().collect(Collectors.toList());
        Collections.shuffle(to, new Random(seed));
        double[][] logits = new double[p.logits.length][classes];
        int[] counts = new int[classes];
        for (int c = 0; c < classes; c++) {
            counts[to.get(c)] = p.counts[c];
            for (int i = 0; i < logits.length; i++) {
                logits[i][to.get(c)] = p.logits[i][c];
            }
        }
        int[] labels = Arrays.stream(p.labels).map(to::get).toArray();
        Problem permuted = new Problem(logits, labels, counts);
        List<ILossFunction> losses = p.losses(Law.PERMUTATION);
        List<ILossFunction> others = permuted.losses(Law.PERMUTATION);
        for (int l = 0; l < losses.size(); l++) {
            ILossFunction loss = losses.get(l);
            ILossFunction other = others.get(l);
            double expected = mean(loss, p.logits, p.labels);
            assertThat(mean(other, logits, labels)).isCloseTo(expected, within(CLOSE * (1 + expected)));
            double[][] before = LossCase.gradient(loss, p.logits, p.labels, DataType.DOUBLE);
            double[][] after = LossCase.gradient(other, logits, labels, DataType.DOUBLE);
            for (int i = 0; i < before.length; i++) {
                for (int c = 0; c < classes; c++) {
                    assertThat(after[i][to.get(c)]).isCloseTo(before[i][c], within(CLOSE));
                }
            }
        }
    }

    @Property(seed = "1", tries = 25)
    void neutralSettingsLeaveCrossEntropy(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 999) int n) {
        Problem p = Problem.of(seed, classes, 5);
        int[] equal = new int[classes];
        Arrays.fill(equal, n);
        double[] ones = new double[classes];
        Arrays.fill(ones, 1);
        List<ILossFunction> neutral = List.of(
                new WeightedCrossEntropy(ones, Reduction.MEAN),
                new WeightedCrossEntropy(ones, Reduction.WEIGHTED_MEAN),
                new FocalLoss(0),
                new FocalLoss(0, ones),
                new LdamLoss(p.counts, 0, 1),
                new BalancedSoftmaxLoss(equal),
                new LogitAdjustedLoss(equal, 1.7),
                new LogitAdjustedLoss(p.counts, 0),
                new VectorScalingLoss(equal, 0.4, 1.3),
                new VectorScalingLoss(p.counts, 0, 0),
                new ClassDependentTemperatureLoss(equal, 0.4),
                new ClassDependentTemperatureLoss(p.counts, 0),
                new EqualizationLoss(p.counts, 0, 0.5, seed),
                new EqualizationLoss(p.counts, 1, 0, seed),
                new SeesawLoss(p.counts, 0, 0),
                new SeesawLoss(equal, 0.8, 0),
                new LadeLoss(equal, 0, 0.1),
                new LabelSmoothingLoss(0),
                new LabelAwareSmoothingLoss(p.counts, 0, 0, Shape.LINEAR),
                new DistillationLoss(1, 0.5),
                new DeferredLoss(new CrossEntropy(), new BalancedSoftmaxLoss(p.counts), 1),
                new DeferredLoss(new BalancedSoftmaxLoss(p.counts), new CrossEntropy(), 0));
        double expected = mean(new CrossEntropy(), p.logits, p.labels);
        double[][] gradient = LossCase.gradient(new CrossEntropy(), p.logits, p.labels, DataType.DOUBLE);
        for (ILossFunction loss : neutral) {
            assertThat(mean(loss, p.logits, p.labels)).as("%s", loss).isCloseTo(expected, within(1e-9));
            double[][] actual = LossCase.gradient(loss, p.logits, p.labels, DataType.DOUBLE);
            for (int i = 0; i < gradient.length; i++) {
                assertThat(actual[i]).as("%s", loss).containsExactly(gradient[i], within(CLOSE));
            }
        }
    }

    @Property(seed = "1", tries = 25)
    void floatAgreesWithDouble(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int classes) {
        Problem p = Problem.of(seed, classes, 5);
        double[][] rounded =
                LossCase.array(p.logits, DataType.FLOAT).castTo(DataType.DOUBLE).toDoubleMatrix();
        for (ILossFunction loss : p.losses()) {
            double[][] exact = LossCase.gradient(loss, rounded, p.labels, DataType.DOUBLE);
            double[][] single = LossCase.gradient(loss, rounded, p.labels, DataType.FLOAT);
            for (int i = 0; i < exact.length; i++) {
                for (int c = 0; c < classes; c++) {
                    assertThat(single[i][c])
                            .as("%s", loss)
                            .isCloseTo(exact[i][c], within(1e-7 * (1e-6 + Math.abs(exact[i][c]))));
                }
            }
        }
    }

    @Property(seed = "1", tries = 25)
    void equalCountsOrBetaZeroLeaveCrossEntropy(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 999) int n) {
        Problem p = Problem.of(seed, classes, 5);
        int[] equal = new int[classes];
        Arrays.fill(equal, n);
        double expected = mean(new CrossEntropy(), p.logits, p.labels);
        assertThat(mean(new ClassBalancedCrossEntropy(equal, 0.9999), p.logits, p.labels))
                .isCloseTo(expected, within(CLOSE * (1 + expected)));
        assertThat(mean(new ClassBalancedCrossEntropy(p.counts, 0), p.logits, p.labels))
                .isCloseTo(expected, within(CLOSE * (1 + expected)));
    }

    @Property(seed = "1", tries = 25)
    void bothWeightedLossesAreProportionalToTheLabelsWeight(@ForAll long seed) {
        Problem p = Problem.of(seed, 4, 5);
        double[] weights = ClassWeights.effectiveNumber(p.counts, 0.99);
        double[] ones = {1, 1, 1, 1};
        for (int i = 0; i < p.labels.length; i++) {
            double[][] z = {p.logits[i]};
            int[] y = {p.labels[i]};
            double plain = mean(new ClassBalancedSoftmaxBce(ones), z, y);
            assertThat(mean(new ClassBalancedSoftmaxBce(weights), z, y))
                    .isCloseTo(weights[y[0]] * plain, within(CLOSE * (1 + plain)));
            double ce = mean(new CrossEntropy(), z, y);
            assertThat(mean(new ClassBalancedCrossEntropy(weights), z, y))
                    .isCloseTo(weights[y[0]] * ce, within(CLOSE * (1 + ce)));
        }
    }

    @Property(seed = "1", tries = 25)
    void gradientsMatchFiniteDifferences(@ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int classes) {
        Problem p = Problem.of(seed, classes, 3);
        double step = 1e-5;
        for (ILossFunction loss : p.losses(Law.SLOPE)) {
            double[][] gradient = LossCase.gradient(loss, p.logits, p.labels, DataType.DOUBLE);
            for (int c = 0; c < classes; c++) {
                // One example's logit moves the loss of all where the batch is looked at as a whole.
                double before = p.logits[0][c];
                p.logits[0][c] = before + step;
                double above = mean(loss, p.logits, p.labels);
                p.logits[0][c] = before - step;
                double below = mean(loss, p.logits, p.labels);
                p.logits[0][c] = before;
                double slope = p.labels.length * (above - below) / (2 * step);
                assertThat(gradient[0][c])
                        .as("%s", loss)
                        .isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope) + Math.abs(above))));
            }
        }
    }

    @Property(seed = "1", tries = 25)
    void lossAndGradientAreFiniteAtHugeLogits(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int classes) {
        Problem p = Problem.of(seed, classes, 1);
        double[][] huge = Arrays.stream(p.logits)
                .map(row -> Arrays.stream(row).map(z -> 1e4 * Math.signum(z)).toArray())
                .toArray(double[][]::new);
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            for (LossKind kind : LossKind.ALL) {
                ILossFunction loss = kind.of().apply(p.counts);
                double least = kind.obeys(Law.BOUNDED) ? -1e-9 : Double.NEGATIVE_INFINITY;
                double most = kind.obeys(Law.BOUNDED) ? 100 : 1e6;
                assertThat(LossCase.mean(loss, huge, p.labels, type))
                        .as("%s", loss)
                        .isFinite()
                        .isGreaterThanOrEqualTo(least);
                for (double[] row : LossCase.gradient(loss, huge, p.labels, type)) {
                    assertThat(Arrays.stream(row).map(Math::abs)).as("%s", loss).allMatch(g -> g < most);
                }
            }
        }
    }

    private static double mean(ILossFunction loss, double[][] logits, int[] labels) {
        return LossCase.mean(loss, logits, labels, DataType.DOUBLE);
    }
}
