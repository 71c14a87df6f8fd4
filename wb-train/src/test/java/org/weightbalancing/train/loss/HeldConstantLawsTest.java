package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;

/** Losses that hold a part of themselves constant have the slope of cross-entropy with that part fixed. */
class HeldConstantLawsTest {

    private static final double STEP = 1e-5;

    @Property(seed = "1", tries = 25)
    void influenceIsHeldConstant(@ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int classes) {
        Random random = new Random(seed);
        double[] z = random.doubles(classes, -3, 3).toArray();
        int label = random.nextInt(classes);
        double[] weights = random.doubles(classes, 0, 4).toArray();
        double[] p = softmax(z);
        // |p - e|_1 = 2 (1 - p_y); the features have |f|_1 = 2.
        double factor = 5 * weights[label] / (2 * (1 - p[label]) * 2 + 0.1);
        double[] gradient = gradient(new InfluenceBalancedLoss(weights, 5, 0.1), z, label);
        for (int c = 0; c < classes; c++) {
            double slope = factor * slope(z, label, c);
            assertThat(gradient[c]).isCloseTo(slope, within(1e-7 * (1 + factor)));
        }
    }

    @Property(seed = "1", tries = 25)
    void seesawFactorsAreHeldConstant(@ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int classes) {
        Random random = new Random(seed);
        double[] z = random.doubles(classes, -3, 3).toArray();
        int label = random.nextInt(classes);
        int[] counts = random.ints(classes, 1, 600).toArray();
        double[] p = softmax(z);
        double[] adjusted = z.clone();
        for (int k = 0; k < classes; k++) {
            if (k != label) {
                double mitigation = Math.min(1, Math.pow((double) counts[k] / counts[label], 0.8));
                double compensation = Math.pow(Math.max(1, p[k] / Math.max(p[label], 0.01)), 2);
                adjusted[k] += Math.log(mitigation * compensation);
            }
        }
        SeesawLoss loss = new SeesawLoss(counts, 0.8, 2);
        assertThat(mean(loss, z, label)).isCloseTo(mean(new CrossEntropy(), adjusted, label), within(1e-12));
        double[] gradient = gradient(loss, z, label);
        for (int c = 0; c < classes; c++) {
            assertThat(gradient[c]).isCloseTo(slope(adjusted, label, c), within(1e-7));
        }
    }

    /** Of cross-entropy. */
    private static double slope(double[] z, int label, int c) {
        double[] up = z.clone();
        double[] down = z.clone();
        up[c] += STEP;
        down[c] -= STEP;
        return (mean(new CrossEntropy(), up, label) - mean(new CrossEntropy(), down, label)) / (2 * STEP);
    }

    private static double mean(LogitLoss loss, double[] z, int label) {
        return LossCase.mean(loss, new double[][] {z}, new int[] {label}, DataType.DOUBLE);
    }

    private static double[] gradient(LogitLoss loss, double[] z, int label) {
        return LossCase.gradient(loss, new double[][] {z}, new int[] {label}, DataType.DOUBLE)[0];
    }

    private static double[] softmax(double[] z) {
        double sum = Arrays.stream(z).map(Math::exp).sum();
        return Arrays.stream(z).map(x -> Math.exp(x) / sum).toArray();
    }
}
