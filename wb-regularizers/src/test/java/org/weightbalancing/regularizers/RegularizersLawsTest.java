package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class RegularizersLawsTest {

    private static final int TRIES = 40;

    @Provide
    Arbitrary<double[][]> matrices() {
        return Arbitraries.integers()
                .between(2, 6)
                .flatMap(rows -> Arbitraries.integers().between(1, 8).flatMap(columns -> Arbitraries.doubles()
                        .between(-4, 4)
                        .ofScale(3)
                        .array(double[].class)
                        .ofSize(columns)
                        .array(double[][].class)
                        .ofSize(rows)));
    }

    @Provide
    Arbitrary<Norm> norms() {
        return Arbitraries.of(Norm.L1, Norm.of(1.5), Norm.L2, Norm.of(7), Norm.LINF);
    }

    @Property(seed = "1", tries = TRIES)
    void maxNormIsIdempotentUpToRounding(
            @ForAll("matrices") double[][] weights,
            @ForAll("norms") Norm norm,
            @ForAll @DoubleRange(min = 0, max = 1.5) double f) {
        Filters filters = filters(DataType.DOUBLE, weights);
        // Else the radius is 0, which is refused.
        DoubleSummaryStatistics norms = Arrays.stream(filters.norms(norm)).summaryStatistics();
        Assume.that(norms.getMin() > 0 || (f > 0 && norms.getMax() > 0));
        MaxNorm rule = MaxNorm.fraction(f).withNorm(norm);
        rule.begin(filters);
        rule.project(filters);
        double[][] once = Nets.classifier(filters.values());
        rule.project(filters);
        Golden.assertClose("twice", Nets.classifier(filters.values()), once, 1e-15, 0);
    }

    @Property(seed = "1", tries = TRIES)
    void maxNormNeverGrowsANormAndEndsInTheBall(
            @ForAll("matrices") double[][] weights,
            @ForAll("norms") Norm norm,
            @ForAll @DoubleRange(min = .01, max = 9) double r) {
        Filters filters = filters(DataType.DOUBLE, weights);
        double[] before = filters.norms(norm);
        MaxNorm.radius(r).withNorm(norm).project(filters);
        double[] after = filters.norms(norm);
        for (int unit = 0; unit < before.length; unit++) {
            assertThat(after[unit]).isLessThanOrEqualTo(before[unit]).isLessThanOrEqualTo(r * (1 + 1e-15));
        }
    }

    @Property(seed = "1", tries = TRIES)
    void unitsInsideTheBallKeepTheirBits(@ForAll("matrices") double[][] weights, @ForAll boolean asFloat) {
        Filters filters = filters(asFloat ? DataType.FLOAT : DataType.DOUBLE, weights);
        double[][] before = Nets.classifier(filters.values());
        double[] norms = filters.norms(Norm.L2);
        MaxNorm.radius(3).project(filters);
        double[][] after = Nets.classifier(filters.values());
        for (int unit = 0; unit < norms.length; unit++) {
            if (norms[unit] <= 3) {
                assertThat(after[unit]).containsExactly(before[unit]);
            } else {
                assertThat(after[unit]).isNotEqualTo(before[unit]);
            }
        }
    }

    /** Weights grow by half before each of six projections. */
    @Property(seed = "1", tries = TRIES)
    void maxNormGoesOnFromItsStateAsIfItHadNotStopped(
            @ForAll("matrices") double[][] weights,
            @ForAll("norms") Norm norm,
            @ForAll @IntRange(max = 6) int stop,
            @ForAll boolean asFloat) {
        Filters filters = filters(asFloat ? DataType.FLOAT : DataType.DOUBLE, weights);
        Assume.that(Arrays.stream(filters.norms(norm)).max().orElseThrow() > 0);
        Filters others = filters(asFloat ? DataType.FLOAT : DataType.DOUBLE, weights);
        MaxNorm whole = MaxNorm.fraction(0.7).withNorm(norm);
        MaxNorm rule = MaxNorm.fraction(0.7).withNorm(norm);
        whole.begin(filters);
        rule.begin(others);
        for (int step = 0; step < 6; step++) {
            if (step == stop) {
                byte[] state = rule.state();
                rule = MaxNorm.fraction(0.7).withNorm(norm);
                rule.restore(state);
                assertThat(rule.state()).containsExactly(state);
            }
            filters.values().muli(1.5);
            whole.project(filters);
            others.values().muli(1.5);
            rule.project(others);
        }
        assertThat(Nets.classifier(others.values())).isDeepEqualTo(Nets.classifier(filters.values()));
        assertThat(rule.activity()).hasSize(6).isEqualTo(whole.activity());
        assertThat(rule.radii()).isEqualTo(whole.radii());
    }

    @Property(seed = "1", tries = TRIES)
    void tauZeroIsTheIdentity(@ForAll("matrices") double[][] weights, @ForAll BiasPolicy policy) {
        Filters filters = filters(DataType.FLOAT, weights);
        INDArray before = filters.values().dup();
        new TauNormalization(0, policy, Norm.L2).project(filters);
        assertThat(filters.values()).isEqualTo(before);
    }

    @Property(seed = "1", tries = TRIES)
    void tauOneIsL2NormalizationAndGivesNormOneOrZero(
            @ForAll("matrices") double[][] weights, @ForAll BiasPolicy policy) {
        Filters tau = filters(DataType.DOUBLE, weights);
        Filters l2 = filters(DataType.DOUBLE, weights);
        new TauNormalization(1, policy, Norm.L2).project(tau);
        new L2Normalization(policy).project(l2);
        assertThat(tau.values()).isEqualTo(l2.values());
        for (double norm : l2.norms(Norm.L2)) {
            assertThat(norm == 0 || Math.abs(norm - 1) < 1e-12)
                    .as("norm %s", norm)
                    .isTrue();
        }
    }

    /** ||w / ||w||^tau|| = ||w||^(1 - tau). */
    @Property(seed = "1", tries = TRIES)
    void tauNormalizationRaisesNormsToOneMinusTau(
            @ForAll("matrices") double[][] weights,
            @ForAll("norms") Norm norm,
            @ForAll @DoubleRange(min = 0, max = 2) double tau) {
        Filters filters = filters(DataType.DOUBLE, weights);
        double[] before = filters.norms(norm);
        new TauNormalization(tau, BiasPolicy.KEEP, norm).project(filters);
        double[] after = filters.norms(norm);
        for (int unit = 0; unit < before.length; unit++) {
            double expected = before[unit] == 0 ? 0 : Math.pow(before[unit], 1 - tau);
            assertThat(after[unit]).isCloseTo(expected, within(1e-12 * (1 + expected)));
        }
    }

    /** The same 12 numbers a unit, once as a dense [12, units] and once as a convolution [units, 3, 2, 2]. */
    @Property(seed = "1", tries = TRIES)
    void convolutionAndDenseAgree(@ForAll long seed, @ForAll("norms") Norm norm, @ForAll boolean asFloat) {
        DataType type = asFloat ? DataType.FLOAT : DataType.DOUBLE;
        Random random = new Random(seed);
        double[][] weights = new double[5][12];
        Arrays.stream(weights).forEach(row -> Arrays.setAll(row, i -> random.nextGaussian()));
        Filters dense = filters(type, weights);
        Filters convolution = convolution(type);
        convolution.values().assign(Nd4j.create(weights).reshape('c', 5, 3, 2, 2));
        assertThat(convolution.units()).isEqualTo(dense.units()).isEqualTo(5);
        assertThat(convolution.fanIn()).isEqualTo(dense.fanIn()).isEqualTo(12);
        for (Regularizer rule : new Regularizer[] {
            MaxNorm.fraction(0.4).withNorm(norm),
            new TauNormalization(1.9, BiasPolicy.KEEP, norm),
            new L2Normalization()
        }) {
            rule.begin(dense);
            rule.project(dense);
            rule.begin(convolution);
            rule.project(convolution);
            double[][] flat = convolution
                    .values()
                    .dup('c')
                    .reshape(5, 12)
                    .castTo(DataType.DOUBLE)
                    .toDoubleMatrix();
            Golden.assertClose(rule.toString(), flat, Nets.classifier(dense.values()), asFloat ? 1e-6 : 1e-14, 0);
        }
    }

    private static Filters filters(DataType type, double[][] weights) {
        return ParameterFilter.weights().in(Nets.linear(type, weights)).get(0);
    }

    private static Filters convolution(DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(Nets.base(type, new Sgd(0.1))
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nIn(3).nOut(5).build())
                .layer(new LossLayer.Builder().build())
                .build());
        network.init();
        return ParameterFilter.weights().in(network).get(0);
    }
}
