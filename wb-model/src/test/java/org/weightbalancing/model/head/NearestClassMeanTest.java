package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.head.NearestClassMean.Variant;

class NearestClassMeanTest {

    private static final int[] LABELS = {0, 1, 0, 1};

    private static final INDArray FEATURES = Nd4j.createFromArray(new double[][] {{3, 4}, {0, -2}, {1, 4}, {8, 0}});

    @Test
    void unTakesDistancesFromTheMeans() {
        NearestClassMean head = new NearestClassMean(Variant.UN);
        Map<String, INDArray> fitted = head.fit(FEATURES, LABELS, 2);
        assertThat(fitted).containsOnlyKeys("mu");
        assertThat(fitted.get("mu").toDoubleMatrix()).isEqualTo(new double[][] {{2, 4}, {4, -1}});
        // f = (0, 0): -(4 + 16)/2 and -(16 + 1)/2; f = (2, 3): -1/2 and -(4 + 16)/2.
        INDArray f = Nd4j.createFromArray(new double[][] {{0, 0}, {2, 3}});
        assertClose(
                head.logits(f, fitted), Nd4j.createFromArray(new double[][] {{-10, -8.5}, {-0.5, -10}}), 1e-14, "z");
        // delta = (1, 0), then (1, -2): mu_1 - f = (2, 4); (0, 1) - 2*(2, -4).
        INDArray delta = Nd4j.createFromArray(new double[][] {{1, 0}, {1, -2}});
        assertClose(
                head.backward(f, delta, fitted, Map.of()),
                Nd4j.createFromArray(new double[][] {{2, 4}, {-4, 9}}),
                1e-14,
                "df");
    }

    @Test
    void l2nTakesDistancesBetweenDirections() {
        // Directions (0.6, 0.8) and (1, 0) in class 0, (0, -1) and (0, 0) in class 1.
        NearestClassMean head = new NearestClassMean(Variant.L2N);
        INDArray features = Nd4j.createFromArray(new double[][] {{3, 4}, {0, -2}, {7, 0}, {0, 0}});
        Map<String, INDArray> fitted = head.fit(features, LABELS, 2);
        assertThat(fitted).containsOnlyKeys("mu");
        assertClose(fitted.get("mu"), Nd4j.createFromArray(new double[][] {{0.8, 0}, {0.4, -0.5}}), 1e-15, "means");
        // f = (0, 9), direction (0, 1): -(0.64 + 0.36)/2, -(2.25)/2.
        INDArray f = Nd4j.createFromArray(new double[][] {{0, 9}});
        assertClose(head.logits(f, fitted), Nd4j.createFromArray(new double[][] {{-0.5, -1.125}}), 1e-14, "logits");
    }

    @Test
    void cl2nCentersFirst() {
        // Centre (2, 1); centred (3, 4), (0, -1), (1, 0), (-4, -3); directions (0.6, 0.8), (0, -1), (1, 0), (-0.8,
        // -0.6).
        NearestClassMean head = new NearestClassMean(Variant.CL2N);
        INDArray features = Nd4j.createFromArray(new double[][] {{5, 5}, {2, 0}, {3, 1}, {-2, -2}});
        Map<String, INDArray> fitted = head.fit(features, LABELS, 2);
        assertThat(fitted.get("m").toDoubleMatrix()).isEqualTo(new double[][] {{2, 1}});
        assertClose(fitted.get("mu"), Nd4j.createFromArray(new double[][] {{0.8, -0.4}, {0.4, -0.8}}), 1e-15, "means");
        // f = (2, 6), direction (0, 1): -(0.64 + 0.36)/2, -(0.16 + 3.24)/2.
        INDArray f = Nd4j.createFromArray(new double[][] {{2, 6}});
        assertClose(head.logits(f, fitted), Nd4j.createFromArray(new double[][] {{-0.5, -1.7}}), 1e-14, "logits");
    }

    @Property(seed = "1", tries = 20)
    void theLargestLogitIsTheNearestMeans(@ForAll int seed) {
        INDArray f = HeadCases.normal(seed, DataType.DOUBLE, 6, 3);
        INDArray means = HeadCases.normal(seed + 1L, DataType.DOUBLE, 3, 5);
        INDArray logits = new NearestClassMean(Variant.UN).logits(f, Map.of("mu", means));
        for (int i = 0; i < 6; i++) {
            int nearest = 0;
            for (int c = 1; c < 5; c++) {
                if (distance(f, means, i, c) < distance(f, means, i, nearest)) {
                    nearest = c;
                }
            }
            assertThat(logits.getRow(i).argMax().getInt(0)).isEqualTo(nearest);
        }
    }

    private static double distance(INDArray f, INDArray means, int i, int c) {
        double sum = 0;
        for (int d = 0; d < f.size(1); d++) {
            double difference = f.getDouble(i, d) - means.getDouble(d, c);
            sum += difference * difference;
        }
        return sum;
    }

    @Property(seed = "1", tries = 20)
    void cl2nDoesNotSeeShiftAndScaleOfAllFeatures(
            @ForAll @DoubleRange(min = 0.01, max = 100) double scale, @ForAll int seed) {
        NearestClassMean head = new NearestClassMean(Variant.CL2N);
        INDArray f = HeadCases.normal(seed, DataType.DOUBLE, 4, 3);
        INDArray shift = HeadCases.normal(seed + 1L, DataType.DOUBLE, 1, 3);
        INDArray moved = f.mul(scale).addRowVector(shift);
        assertClose(
                head.logits(moved, head.fit(moved, LABELS, 2)),
                head.logits(f, head.fit(f, LABELS, 2)),
                1e-10,
                "logits");
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aCommonOffsetDoesNotRoundDistancesAwayInFloat(Variant variant) {
        // Sums of multiples of 1/64 up to 2^11 are exact in FLOAT, squares of 2000 are not to 1/64.
        NearestClassMean head = new NearestClassMean(variant);
        INDArray offset = HeadCases.normal(3, DataType.DOUBLE, 16, 8).muli(64);
        INDArray f = org.nd4j.linalg.ops.transforms.Transforms.round(offset).divi(64);
        INDArray far = f.add(2000);
        int[] labels = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
        INDArray expected = head.logits(far, head.fit(far, labels, 4));
        INDArray floats = far.castTo(DataType.FLOAT);
        double tolerance = variant == Variant.L2N ? 1e-6 : 1e-4;
        assertClose(head.logits(floats, head.fit(floats, labels, 4)), expected, tolerance, 0.5, "logits");
    }

    @Test
    void aClassWithoutFeaturesIsRefused() {
        assertThatThrownBy(() -> new NearestClassMean(Variant.UN).fit(FEATURES, LABELS, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class 2 has 0 features, but its mean needs at least one");
    }

    @Test
    void labelsThatDoNotFitAreRefused() {
        NearestClassMean head = new NearestClassMean(Variant.CL2N);
        assertThatThrownBy(() -> head.fit(FEATURES, LABELS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 1 is 1, but must be 0 to 0");
        assertThatThrownBy(() -> head.fit(FEATURES, new int[] {0, -1, 0, 1}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 1 is -1, but must be 0 to 1");
        assertThatThrownBy(() -> head.fit(FEATURES, new int[] {0, 1, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features are [4, 2] for 3 labels, but must be [labels, D]");
    }
}
