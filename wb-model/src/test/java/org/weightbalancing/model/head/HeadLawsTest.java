package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.head.HeadParameter.Role;
import org.weightbalancing.model.head.HeadParameter.Start;

/** What holds for every head. */
class HeadLawsTest {

    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final int[] ORDER = {2, 0, 3, 1};

    static List<Head> heads() {
        return HeadCases.all();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void classesInAnotherOrderGiveLogitsInThatOrder(Head head) {
        INDArray f = HeadCases.normal(1, DataType.DOUBLE, 6, FEATURES);
        INDArray delta = HeadCases.normal(2, DataType.DOUBLE, 6, CLASSES);
        Map<String, INDArray> parameters = parameters(head, DataType.DOUBLE);
        Map<String, INDArray> permuted = HeadCases.permuted(head, parameters, ORDER);
        assertClose(head.logits(f, permuted), HeadCases.columns(head.logits(f, parameters), ORDER), 1e-14, "logits");
        assertClose(
                head.backward(f, HeadCases.columns(delta, ORDER), permuted, gradients(head, permuted)),
                head.backward(f, delta, parameters, gradients(head, parameters)),
                1e-13,
                "gradient by the features");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void floatAgreesWithDouble(Head head) {
        INDArray f = HeadCases.normal(1, DataType.FLOAT, 6, FEATURES);
        INDArray delta = HeadCases.normal(2, DataType.FLOAT, 6, CLASSES);
        Map<String, INDArray> floats = parameters(head, DataType.FLOAT);
        Map<String, INDArray> doubles = new LinkedHashMap<>();
        floats.forEach((key, value) -> doubles.put(key, value.castTo(DataType.DOUBLE)));
        INDArray f64 = f.castTo(DataType.DOUBLE);
        assertClose(head.logits(f, floats), head.logits(f64, doubles), 1e-6, "logits");

        Map<String, INDArray> gradients = gradients(head, floats);
        Map<String, INDArray> expected = gradients(head, doubles);
        INDArray byFeatures = head.backward(f, delta, floats, gradients);
        assertThat(byFeatures.dataType()).isEqualTo(DataType.FLOAT);
        assertClose(byFeatures, head.backward(f64, delta.castTo(DataType.DOUBLE), doubles, expected), 5e-6, "df");
        expected.forEach((key, value) -> assertClose(gradients.get(key), value, 5e-6, key));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void argumentsAreLeftAlone(Head head) {
        INDArray f = HeadCases.normal(1, DataType.DOUBLE, 6, FEATURES);
        INDArray delta = HeadCases.normal(2, DataType.DOUBLE, 6, CLASSES);
        Map<String, INDArray> parameters = parameters(head, DataType.DOUBLE);
        INDArray features = f.dup();
        INDArray deltaBefore = delta.dup();
        Map<String, INDArray> before = new LinkedHashMap<>();
        parameters.forEach((key, value) -> before.put(key, value.dup()));
        head.logits(f, parameters).assign(0);
        head.backward(f, delta, parameters, gradients(head, parameters)).assign(0);
        assertSame(f, features, "features");
        assertSame(delta, deltaBefore, "delta");
        before.forEach((key, value) -> assertSame(parameters.get(key), value, key));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void anExampleDoesNotSeeOthers(Head head) {
        INDArray f = HeadCases.normal(1, DataType.DOUBLE, 6, FEATURES);
        Map<String, INDArray> parameters = parameters(head, DataType.DOUBLE);
        assertClose(
                head.logits(f.getRows(4), parameters),
                head.logits(f, parameters).getRows(4),
                1e-14,
                "logits");
    }

    @Test
    void parametersThatDl4jCannotHoldAreRefused() {
        assertThatThrownBy(() -> new HeadParameter("W", 0, 3, Role.FIXED, Start.at(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter 'W' is [0, 3], but must have at least one row and one column");
        assertThatThrownBy(() -> new HeadParameter("w_1", 2, 3, Role.FIXED, Start.at(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the key of a parameter is 'w_1', but must not be empty nor have an underscore");
    }

    private static Map<String, INDArray> parameters(Head head, DataType type) {
        return HeadCases.parameters(head, 9, type, FEATURES, CLASSES);
    }

    private static Map<String, INDArray> gradients(Head head, Map<String, INDArray> parameters) {
        return HeadCases.gradients(head, parameters, FEATURES, CLASSES);
    }
}
