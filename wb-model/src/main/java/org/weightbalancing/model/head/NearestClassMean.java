package org.weightbalancing.model.head;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.head.HeadParameter.Role;
import org.weightbalancing.model.head.HeadParameter.Start;

/**
 * Computes how near features lie to the means of classes: {@code z_c = -|g(f) - mu_c|^2 / 2}, so that the largest logit
 * is the nearest mean's.
 *
 * <p>Parameters, all fixed: mu [D, C] and, for CL2N, the centre m [1, D]; both 0 until they are fitted. Distances are
 * taken from the mean of the class means, which keeps what a common offset would round away. A feature that g cannot
 * bring to length 1 stays 0. Kang et al., ICLR 2020, section 4 (NCM); the variants are those of Wang et al., "SimpleShot",
 * 2019.
 *
 * @param variant what g does
 */
public record NearestClassMean(Variant variant) implements Head {

    /** The key of the class means of g(f), [D, C]. */
    public static final String MEANS = "mu";

    /** The key of the centre of the features, [1, D]. */
    public static final String CENTER = "m";

    /** What is done to features before distances are taken. */
    public enum Variant {
        /** {@code g(f) = f}. */
        UN,
        /** {@code g(f) = f / |f|}. */
        L2N,
        /** {@code g(f) = (f - m) / |f - m|}, where m is the mean of the features fitted on. */
        CL2N
    }

    /**
     * The parameters fitted to features: m is their mean, mu_c the mean of {@code g(f)} over the features of class c.
     *
     * @param features [n, D]; not changed
     * @param labels of the features, n of them, each from 0 to below {@code classes}
     * @param classes C, at least 1
     * @throws IllegalArgumentException if labels do not fit the features, or a class has no feature
     */
    public Map<String, INDArray> fit(INDArray features, int[] labels, int classes) {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        if (variant == Variant.CL2N) {
            parameters.put(CENTER, features.mean(true, 0));
        }
        ClassSums sums = ClassSums.of(transformed(features, parameters), labels, classes);
        parameters.put(MEANS, sums.means());
        return parameters;
    }

    @Override
    public List<HeadParameter> parameters(long features, long classes) {
        List<HeadParameter> parameters = new ArrayList<>();
        parameters.add(new HeadParameter(MEANS, features, classes, Role.FIXED, Start.at(0)));
        if (variant == Variant.CL2N) {
            parameters.add(new HeadParameter(CENTER, 1, features, Role.FIXED, Start.at(0)));
        }
        return List.copyOf(parameters);
    }

    @Override
    public INDArray logits(INDArray features, Map<String, INDArray> parameters) {
        INDArray means = parameters.get(MEANS);
        INDArray origin = means.mean(true, 1);
        INDArray rows = transformed(features, parameters).sub(origin.transpose());
        INDArray columns = means.sub(origin);
        return rows.mmul(columns).subi(halfSquares(rows, 1)).subi(halfSquares(columns, 0));
    }

    @Override
    public INDArray backward(
            INDArray features, INDArray delta, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        // dz_c / dg = mu_c - g
        INDArray rows = transformed(features, parameters);
        INDArray byRows = delta.mmul(parameters.get(MEANS).transpose()).subi(rows.mul(delta.sum(true, 1)));
        return switch (variant) {
            case UN -> byRows;
            case L2N, CL2N -> Directions.ofRows(centered(features, parameters)).backward(byRows);
        };
    }

    /** g(f). */
    private INDArray transformed(INDArray features, Map<String, INDArray> parameters) {
        return switch (variant) {
            case UN -> features;
            case L2N, CL2N -> Directions.ofRows(centered(features, parameters)).units();
        };
    }

    private INDArray centered(INDArray features, Map<String, INDArray> parameters) {
        return variant == Variant.CL2N ? features.sub(parameters.get(CENTER)) : features;
    }

    private static INDArray halfSquares(INDArray vectors, int axis) {
        return vectors.mul(vectors).sum(true, axis).divi(2);
    }
}
