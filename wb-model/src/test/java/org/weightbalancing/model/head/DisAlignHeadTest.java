package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DisAlignHeadTest {

    private static final DisAlignHead HEAD = new DisAlignHead();

    @Test
    void magnitudeAndMarginActByTheConfidence() {
        // f = (2, 1), W = ((1, 0), (0, 3)), b = (0, 1): z = (2, 4).
        // v.f + k = 0.5*2 - 1 + ln 3: c = 3/4. z' = (1 + c*a)*z + c*m with a = (1, -2), m = (4, 8):
        // (1.75*2 + 3, -0.5*4 + 6).
        Map<String, INDArray> parameters = parameters(new double[][] {{1, -2}}, new double[][] {{4, 8}});
        INDArray f = Nd4j.createFromArray(new double[][] {{2, 1}});
        assertClose(HEAD.logits(f, parameters), Nd4j.createFromArray(new double[][] {{6.5, 4}}), 1e-15, "logits");

        // delta = (1, 2). da = delta*c*z, dm = delta*c; dc = 1*(1*2 + 4) + 2*(-2*4 + 8) = 6; du = 6*c*(1-c) = 9/8.
        // dz = delta*(1 + c*a) = (1.75, -1); df = W dz + du*v = (1.75, -3) + 9/8*(0.5, 0).
        Map<String, INDArray> gradients = HeadCases.gradients(HEAD, parameters, 2, 2);
        INDArray delta = Nd4j.createFromArray(new double[][] {{1, 2}});
        INDArray byFeatures = HEAD.backward(f, delta, parameters, gradients);
        assertClose(gradients.get("a"), Nd4j.createFromArray(new double[][] {{1.5, 6}}), 1e-15, "da");
        assertClose(gradients.get("m"), Nd4j.createFromArray(new double[][] {{0.75, 1.5}}), 1e-15, "dm");
        assertClose(gradients.get("v"), Nd4j.createFromArray(new double[][] {{2.25}, {1.125}}), 1e-14, "dv");
        assertClose(gradients.get("k"), Nd4j.createFromArray(new double[][] {{1.125}}), 1e-14, "dk");
        assertClose(byFeatures, Nd4j.createFromArray(new double[][] {{2.3125, -3}}), 1e-14, "df");
    }

    @Test
    void itStartsAsItsBase() {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        for (HeadParameter parameter : HEAD.parameters(5, 4)) {
            INDArray values = Nd4j.zeros(DataType.DOUBLE, parameter.rows(), parameter.columns());
            parameter.start().fill(values, new java.util.SplittableRandom(1));
            parameters.put(parameter.key(), values);
        }
        INDArray f = HeadCases.normal(1, DataType.DOUBLE, 7, 5);
        INDArray base = f.mmul(parameters.get("W")).addRowVector(parameters.get("b"));
        assertThat(base.amaxNumber().doubleValue()).isGreaterThan(0.1);
        assertClose(HEAD.logits(f, parameters), base, 1e-15, "logits");
    }

    @Test
    void aConfidenceOfZeroOrOneIsExactInFloat() {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        parameters(new double[][] {{1, -2}}, new double[][] {{4, 8}})
                .forEach((key, value) -> parameters.put(key, value.castTo(DataType.FLOAT)));
        parameters.put("k", Nd4j.zeros(DataType.FLOAT, 1, 1));
        parameters.put("v", Nd4j.createFromArray(new float[][] {{0.5f}, {0}}));
        // v.f = -1e4 and 1e4, where exp overflows: z' = z, and (1 + a)*z + m.
        INDArray f = Nd4j.createFromArray(new float[][] {{-20000, 1}, {20000, 1}});
        assertClose(
                HEAD.logits(f, parameters),
                Nd4j.createFromArray(new float[][] {{-20000, 4}, {40004, 4}}),
                1e-7,
                "logits");
        Map<String, INDArray> gradients = HeadCases.gradients(HEAD, parameters, 2, 2);
        INDArray delta = Nd4j.ones(DataType.FLOAT, 2, 2);
        assertThat(HEAD.backward(f, delta, parameters, gradients).isNaN().any()).isFalse();
        assertThat(gradients.get("v").toFloatMatrix()).isEqualTo(new float[][] {{0}, {0}});
    }

    private static Map<String, INDArray> parameters(double[][] magnitudes, double[][] margins) {
        return Map.of(
                "W", Nd4j.createFromArray(new double[][] {{1, 0}, {0, 3}}),
                "b", Nd4j.createFromArray(new double[][] {{0, 1}}),
                "a", Nd4j.createFromArray(magnitudes),
                "m", Nd4j.createFromArray(margins),
                "v", Nd4j.createFromArray(new double[][] {{0.5}, {0}}),
                "k", Nd4j.createFromArray(new double[][] {{Math.log(3) - 1}}));
    }
}
