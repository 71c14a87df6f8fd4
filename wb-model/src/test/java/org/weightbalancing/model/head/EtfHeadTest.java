package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EtfHeadTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "5, 6", "6, 6", "64, 10", "99, 100", "3, 2"})
    void vectorsHaveLengthOneAndEqualCosinesAndSumToZero(int features, int classes) {
        INDArray w = frame(features, classes, 5);
        INDArray expected =
                Nd4j.eye(classes).castTo(DataType.DOUBLE).muli(classes).subi(1).divi(classes - 1.0);
        assertClose(w.transpose().mmul(w), expected, 1e-13, "products of class vectors");
        assertThat(w.sum(1).amaxNumber().doubleValue()).isLessThan(1e-13);
    }

    @Test
    void twoClassesInOneDimensionAreOpposite() {
        INDArray w = frame(1, 2, 5);
        assertThat(Math.abs(w.getDouble(0))).isCloseTo(1, within(1e-15));
        assertThat(w.getDouble(1)).isCloseTo(-w.getDouble(0), within(1e-15));
    }

    @Test
    void theSeedTurnsTheFrame() {
        assertThat(frame(4, 3, 1)).isEqualTo(frame(4, 3, 1));
        assertThat(frame(4, 3, 2)).isNotEqualTo(frame(4, 3, 1));
    }

    @Test
    void logitsAreProductsWithTheFeatureOrItsDirection() {
        // f = (3, 4), w_1 = (1, 0), w_2 = (-1, 0.5): products 3 and -1; of f / 5, 0.6 and -0.2.
        Map<String, INDArray> parameters = Map.of("W", Nd4j.createFromArray(new double[][] {{1, -1}, {0, 0.5}}));
        INDArray f = Nd4j.createFromArray(new double[][] {{3, 4}, {0, 0}});
        assertClose(
                new EtfHead(false, 0).logits(f, parameters),
                Nd4j.createFromArray(new double[][] {{3, -1}, {0, 0}}),
                1e-15,
                "logits");
        assertClose(
                new EtfHead(true, 0).logits(f, parameters),
                Nd4j.createFromArray(new double[][] {{0.6, -0.2}, {0, 0}}),
                1e-15,
                "normalized");
        // delta = (1, 2): dW = (1 - 2, 1); normalized, ((-1, 1) - 0.2*(0.6, 0.8))/5, and 0 for the zero feature.
        INDArray delta = Nd4j.createFromArray(new double[][] {{1, 2}, {1, 2}});
        assertClose(
                new EtfHead(false, 0).backward(f, delta, parameters, Map.of()),
                Nd4j.createFromArray(new double[][] {{-1, 1}, {-1, 1}}),
                1e-15,
                "df");
        assertClose(
                new EtfHead(true, 0).backward(f, delta, parameters, Map.of()),
                Nd4j.createFromArray(new double[][] {{-0.224, 0.168}, {0, 0}}),
                1e-15,
                "df normalized");
    }

    @Test
    void tooFewFeaturesAreRefused() {
        assertThatThrownBy(() -> new EtfHead(true, 0).parameters(4, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features is 4, but a simplex of 6 vectors needs at least 5");
        assertThatThrownBy(() -> new EtfHead(true, 0).parameters(4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes is 1, but a simplex has at least 2 vectors");
    }

    private static INDArray frame(int features, int classes, long seed) {
        return HeadCases.parameters(new EtfHead(true, seed), 0, DataType.DOUBLE, features, classes)
                .get("W");
    }
}
