package org.weightbalancing.model.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.head.NearestClassMean.Variant;

/** One head of every kind, and random arrays for it, the same for the same seed. */
public final class HeadCases {

    private HeadCases() {}

    public static List<Head> all() {
        return List.of(
                new CosineHead(16, false),
                new CosineHead(4, true),
                new LearnableWeightScaling(),
                new EtfHead(false, 3),
                new EtfHead(true, 3),
                new NearestClassMean(Variant.UN),
                new NearestClassMean(Variant.L2N),
                new NearestClassMean(Variant.CL2N),
                new DisAlignHead());
    }

    public static INDArray normal(long seed, DataType type, long rows, long columns) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[Math.toIntExact(rows * columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(rows, columns).castTo(type);
    }

    /** Values as far from where the head starts as training might bring them, but for the frame of an ETF. */
    static Map<String, INDArray> parameters(Head head, long seed, DataType type, long features, long classes) {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        for (HeadParameter parameter : head.parameters(features, classes)) {
            INDArray values = Nd4j.zeros(type, parameter.rows(), parameter.columns());
            parameter.start().fill(values, new SplittableRandom(seed));
            if (!(head instanceof EtfHead)) {
                values.addi(normal(seed + parameters.size(), type, parameter.rows(), parameter.columns()));
            }
            parameters.put(parameter.key(), values);
        }
        return parameters;
    }

    /** Each parameter with its classes in another order. */
    static Map<String, INDArray> permuted(Head head, Map<String, INDArray> parameters, int[] order) {
        Map<String, INDArray> permuted = new LinkedHashMap<>();
        parameters.forEach((key, value) -> permuted.put(
                key, value.columns() == order.length && !isOfFeatures(head, key) ? columns(value, order) : value));
        return permuted;
    }

    private static boolean isOfFeatures(Head head, String key) {
        return head instanceof NearestClassMean && key.equals(NearestClassMean.CENTER);
    }

    static INDArray columns(INDArray matrix, int... order) {
        return matrix.getColumns(order).dup();
    }

    /** Gradients of the trained parameters, filled with numbers that are to be overwritten. */
    static Map<String, INDArray> gradients(Head head, Map<String, INDArray> parameters, long features, long classes) {
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        head.parameters(features, classes).stream()
                .filter(HeadParameter::isTrained)
                .forEach(parameter -> gradients.put(
                        parameter.key(), parameters.get(parameter.key()).dup().assign(77)));
        return gradients;
    }
}
