package org.weightbalancing.eval.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AdjustmentLawsTest {

    private static final int TRIES = 60;

    @Property(seed = "1", tries = TRIES)
    void correctionToTheTrainingPriorIsTheIdentity(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int classes) {
        int[] counts = counts(seed, classes);
        double total = Arrays.stream(counts).sum();
        double[] prior = Arrays.stream(counts).mapToDouble(n -> n / total).toArray();
        assertThat(PriorCorrection.of(counts, prior)).isEqualTo(LogitAdjustment.identity(classes));
    }

    @Property(seed = "1", tries = TRIES)
    void tauZeroIsTheIdentity(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int classes) {
        int[] counts = counts(seed, classes);
        assertThat(AdditiveAdjustment.of(counts, 0)).isEqualTo(LogitAdjustment.identity(classes));
        assertThat(MultiplicativeAdjustment.of(counts, 0)).isEqualTo(LogitAdjustment.identity(classes));
    }

    @Property(seed = "1", tries = TRIES)
    void correctionToTheUniformPriorIsTauOneUpToACommonNumber(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int classes) {
        int[] counts = counts(seed, classes);
        double[] uniform = new double[classes];
        Arrays.fill(uniform, 1.0 / classes);
        double[] correction = PriorCorrection.of(counts, uniform).shift();
        double[] additive = AdditiveAdjustment.of(counts, 1).shift();
        for (int c = 0; c < classes; c++) {
            assertThat(additive[c] - correction[c]).isCloseTo(Math.log(classes), within(1e-12));
        }
    }

    @Property(seed = "1", tries = TRIES)
    void onlyProportionsOfCountsMatter(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 3) double tau) {
        int[] counts = counts(seed, 6);
        int[] sevenfold = Arrays.stream(counts).map(n -> 7 * n).toArray();
        assertThat(AdditiveAdjustment.of(sevenfold, tau).shift())
                .containsExactly(AdditiveAdjustment.of(counts, tau).shift(), within(1e-12));
        double[] scale = MultiplicativeAdjustment.of(counts, tau).scale();
        double[] ofSevenfold = MultiplicativeAdjustment.of(sevenfold, tau).scale();
        for (int c = 0; c < 6; c++) {
            assertThat(ofSevenfold[c] / scale[c]).isCloseTo(1, within(1e-12));
        }
    }

    @Property(seed = "1", tries = TRIES)
    void rarerClassesGetMore(@ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 3) double tau) {
        int[] counts = counts(seed, 6);
        double[] shift = AdditiveAdjustment.of(counts, tau).shift();
        double[] scale = MultiplicativeAdjustment.of(counts, tau).scale();
        for (int c = 1; c < 6; c++) {
            if (counts[c] < counts[c - 1]) {
                assertThat(shift[c]).isGreaterThan(shift[c - 1]);
                assertThat(scale[c]).isGreaterThan(scale[c - 1]);
            }
        }
    }

    @Property(seed = "1", tries = TRIES)
    void oneTemperatureNeverChangesTheChosenClass(@ForAll long seed) {
        Validation items = random(seed, 40, 5);
        double[][] adjusted = Temperature.fit(items.logits(), items.labels()).apply(items.logits());
        for (int i = 0; i < 40; i++) {
            assertThat(largest(adjusted[i])).isEqualTo(largest(items.logits()[i]));
        }
    }

    /** The more a fit may choose, the lower its loss; none is above that of the logits as they are. */
    @Property(seed = "1", tries = TRIES)
    void theFittedLossIsNeverAboveTheUnfitted(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2) double ridge) {
        Validation items = random(seed, 60, 4);
        double plain = items.loss(LogitAdjustment.identity(4));
        double temperature = items.loss(Temperature.fit(items.logits(), items.labels()));
        double classWise = items.loss(ClassWiseTemperature.fit(items.logits(), items.labels()));
        double vector = items.loss(VectorScaling.fit(items.logits(), items.labels()));
        double slack = 1e-9;
        assertThat(temperature).isLessThanOrEqualTo(plain + slack);
        assertThat(classWise).isLessThanOrEqualTo(temperature + slack);
        assertThat(vector).isLessThanOrEqualTo(classWise + 1e-6);
        assertThat(items.loss(ClassWiseTemperature.fit(items.logits(), items.labels(), ridge)))
                .isLessThanOrEqualTo(plain + slack);
        assertThat(items.loss(VectorScaling.fit(items.logits(), items.labels(), ridge)))
                .isLessThanOrEqualTo(plain + slack);
    }

    @Property(seed = "1", tries = TRIES)
    void temperatureDoesNotSeeNumbersCommonToTheLogitsOfAnItem(@ForAll long seed) {
        Validation items = random(seed, 50, 4);
        double[][] shifted = items.logits();
        Random random = new Random(seed);
        for (int i = 0; i < shifted.length; i++) {
            double common = 1000 * random.nextGaussian();
            shifted[i] = Arrays.stream(shifted[i]).map(z -> z + common).toArray();
        }
        double before = Temperature.fit(items.logits(), items.labels()).scale()[0];
        double after = Temperature.fit(shifted, items.labels()).scale()[0];
        assertThat(after / before).isCloseTo(1, within(1e-6));
    }

    /** A number added to the logits of a class in all items goes into its shift. */
    @Property(seed = "1", tries = 20)
    void vectorScalingDoesNotSeeNumbersCommonToTheLogitsOfAClass(@ForAll long seed) {
        Validation items = random(seed, 200, 3);
        double[] offsets = {5, -30, 100};
        double[][] moved = new LogitAdjustment(new double[] {1, 1, 1}, offsets).apply(items.logits());
        LogitAdjustment before = VectorScaling.fit(items.logits(), items.labels(), 0);
        LogitAdjustment after = VectorScaling.fit(moved, items.labels(), 0);
        LogitAdjustment whole = new LogitAdjustment(new double[] {1, 1, 1}, offsets).then(after);
        assertThat(items.loss(whole)).isCloseTo(items.loss(before), within(1e-7));
    }

    @Property(seed = "1", tries = 20)
    void fitsAreDeterministicAndLeaveTheirArgumentsAlone(@ForAll long seed) {
        Validation items = random(seed, 30, 3);
        double[][] logits = items.logits();
        double[][] before = Arrays.stream(logits).map(double[]::clone).toArray(double[][]::new);
        LogitAdjustment first = VectorScaling.fit(logits, items.labels());
        assertThat(VectorScaling.fit(logits, items.labels())).isEqualTo(first);
        assertThat(logits).isDeepEqualTo(before);
    }

    /** Logits of random size, somewhat related to labels of unequal frequency. */
    private static Validation random(long seed, int items, int classes) {
        Random random = new Random(seed);
        double size = Math.pow(10, 4 * random.nextDouble() - 2);
        Validation validation = Validation.empty();
        for (int i = 0; i < items; i++) {
            int label = Math.min(random.nextInt(classes), random.nextInt(classes));
            double[] row = new double[classes];
            Arrays.setAll(row, c -> size * random.nextGaussian());
            row[label] += size;
            int[] times = new int[classes];
            times[label] = 1;
            validation.with(row, times);
        }
        return validation;
    }

    private static int[] counts(long seed, int classes) {
        return new Random(seed).ints(classes, 1, 1000).toArray();
    }

    private static int largest(double[] row) {
        int largest = 0;
        for (int c = 1; c < row.length; c++) {
            largest = row[c] > row[largest] ? c : largest;
        }
        return largest;
    }
}
