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
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CosineHeadTest {

    private static final CosineHead FIXED = new CosineHead(10, false);
    private static final CosineHead LEARNED = new CosineHead(10, true);

    // Columns are the classes (1, 0), (0, 2) and (-3, 4).
    private static final INDArray WEIGHTS = Nd4j.createFromArray(new double[][] {{1, 0, -3}, {0, 2, 4}});

    @Test
    void logitsAreScaledCosines() {
        // f = (3, 4), |f| = 5: cosines 3/5, 8/(5*2), (-9+16)/(5*5).
        INDArray f = Nd4j.createFromArray(new double[][] {{3, 4}});
        assertClose(FIXED.logits(f, Map.of("W", WEIGHTS)), row(6, 8, 2.8), 1e-15, "fixed scale");
        Map<String, INDArray> learned = Map.of("W", WEIGHTS, "s", row(-2).reshape(1, 1));
        assertClose(LEARNED.logits(f, learned), row(-1.2, -1.6, -0.56), 1e-15, "learned scale");
    }

    @Test
    void gradientsFollowFromTheQuotient() {
        // One class w = (1, 0), f = (3, 4), s = 10, delta = 2. cos = 0.6.
        // df = 2*10*(w/1 - 0.6*(0.6, 0.8))/5 = 4*(0.64, -0.48); dw = 20*((0.6, 0.8) - 0.6*(1, 0))/1; ds = 2*0.6.
        INDArray f = Nd4j.createFromArray(new double[][] {{3, 4}});
        Map<String, INDArray> parameters = Map.of(
                "W", Nd4j.createFromArray(new double[][] {{1}, {0}}), "s", Nd4j.createFromArray(new double[][] {{10.0}
                }));
        Map<String, INDArray> gradients = HeadCases.gradients(LEARNED, parameters, 2, 1);
        INDArray byFeatures = LEARNED.backward(f, Nd4j.createFromArray(new double[][] {{2.0}}), parameters, gradients);
        assertClose(byFeatures, row(2.56, -1.92), 1e-15, "df");
        assertClose(gradients.get("W"), row(0, 16).transpose(), 1e-15, "dw");
        assertThat(gradients.get("s").getDouble(0)).isEqualTo(1.2);
    }

    @Property(seed = "1", tries = 20)
    void lengthsDoNotMatter(@ForAll @DoubleRange(min = 0.01, max = 1e6) double factor, @ForAll int seed) {
        INDArray f = HeadCases.normal(seed, DataType.DOUBLE, 5, 4);
        INDArray w = HeadCases.normal(seed + 1L, DataType.DOUBLE, 4, 3);
        INDArray expected = FIXED.logits(f, Map.of("W", w));
        assertClose(FIXED.logits(f.mul(factor), Map.of("W", w)), expected, 1e-13, "features");
        assertClose(FIXED.logits(f, Map.of("W", w.mul(factor))), expected, 1e-13, "classes");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e30})
    void squaresNeitherVanishNorOverflowInFloat(double length) {
        INDArray f = HeadCases.normal(1, DataType.FLOAT, 5, 4);
        INDArray w = HeadCases.normal(2, DataType.FLOAT, 4, 3);
        assertClose(
                FIXED.logits(f.mul(length), Map.of("W", w.mul(length))),
                FIXED.logits(f, Map.of("W", w)),
                1e-6,
                "logits");
    }

    @Test
    void zeroVectorsHaveNoLogitAndNoGradient() {
        INDArray f = Nd4j.createFromArray(new double[][] {{0, 0}, {3, 4}});
        INDArray w = Nd4j.createFromArray(new double[][] {{1, 0}, {1, 0}});
        Map<String, INDArray> parameters = Map.of("W", w, "s", Nd4j.createFromArray(new double[][] {{10.0}}));
        INDArray logits = LEARNED.logits(f, parameters);
        assertClose(logits, Nd4j.createFromArray(new double[][] {{0, 0}, {7 * Math.sqrt(2), 0}}), 1e-15, "logits");

        Map<String, INDArray> gradients = HeadCases.gradients(LEARNED, parameters, 2, 2);
        INDArray byFeatures = LEARNED.backward(f, Nd4j.ones(DataType.DOUBLE, 2, 2), parameters, gradients);
        assertThat(byFeatures.getRow(0).toDoubleVector()).containsExactly(0, 0);
        assertThat(gradients.get("W").getColumn(1).toDoubleVector()).containsExactly(0, 0);
        assertThat(byFeatures.isNaN().any()).isFalse();
        assertThat(gradients.get("W").getColumn(0).norm2Number().doubleValue()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aScaleThatIsNotPositiveAndFiniteIsRefused(double scale) {
        assertThatThrownBy(() -> new CosineHead(scale, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale is " + scale + ", but must be positive and finite");
    }

    private static INDArray row(double... values) {
        return Nd4j.createFromArray(new double[][] {values});
    }
}
