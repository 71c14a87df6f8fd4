package org.weightbalancing.model.head;

import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LearnableWeightScalingTest {

    private static final LearnableWeightScaling HEAD = new LearnableWeightScaling();
    private static final INDArray WEIGHTS = Nd4j.createFromArray(new double[][] {{1, 3}, {2, -1}});
    private static final INDArray BIAS = Nd4j.createFromArray(new double[][] {{10, 20}});

    @Test
    void factorsScaleTheProductAndNotTheBias() {
        // f = (2, 1): w.f = (4, 5); s = (0.5, -2): (2, -10), plus the biases.
        Map<String, INDArray> parameters =
                Map.of("W", WEIGHTS, "b", BIAS, "s", Nd4j.createFromArray(new double[][] {{0.5, -2}}));
        INDArray f = Nd4j.createFromArray(new double[][] {{2, 1}});
        assertSame(HEAD.logits(f, parameters), Nd4j.createFromArray(new double[][] {{12, 10}}), "logits");

        // delta = (1, 3): ds = delta * w.f = (4, 15); df = 1*0.5*(1, 2) + 3*(-2)*(3, -1).
        Map<String, INDArray> gradients = HeadCases.gradients(HEAD, parameters, 2, 2);
        INDArray delta = Nd4j.createFromArray(new double[][] {{1, 3}});
        INDArray byFeatures = HEAD.backward(f, delta, parameters, gradients);
        assertSame(byFeatures, Nd4j.createFromArray(new double[][] {{-17.5, 7}}), "df");
        assertSame(gradients.get("s"), Nd4j.createFromArray(new double[][] {{4, 15}}), "ds");
    }

    @Test
    void withFactorsOneItIsTheLinearClassifier() {
        INDArray f = HeadCases.normal(1, DataType.DOUBLE, 7, 5);
        Map<String, INDArray> parameters = HeadCases.parameters(HEAD, 2, DataType.DOUBLE, 5, 4);
        parameters.get("s").assign(1);
        INDArray linear = f.mmul(parameters.get("W")).addRowVector(parameters.get("b"));
        assertClose(HEAD.logits(f, parameters), linear, 1e-15, "logits");
    }
}
