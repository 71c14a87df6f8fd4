package org.weightbalancing.model.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.head.HeadParameter.Role;
import org.weightbalancing.model.head.HeadParameter.Start;

/**
 * Computes scaled cosines between features and class vectors: {@code z_c = s (w_c . f) / (|w_c| |f|)}, without bias.
 *
 * <p>Parameters: W [D, C], trained, from U(-1/sqrt(D), 1/sqrt(D)); if the scale is learned, s [1, 1], trained, from the
 * given scale. A zero feature or class vector has logit 0 and gradient 0. Gidaris and Komodakis, CVPR 2018;
 * a fixed scale of 30 is that of LDAM (Cao et al., NeurIPS 2019).
 *
 * @param scale s, or where it starts; positive and finite
 * @param learned whether s is a trained parameter
 */
public record CosineHead(double scale, boolean learned) implements Head {

    /** The key of a learned scale, [1, 1]. */
    public static final String SCALE = "s";

    /** Refuses a scale that is not positive and finite. */
    public CosineHead {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale is " + scale + ", but must be positive and finite");
        }
    }

    @Override
    public List<HeadParameter> parameters(long features, long classes) {
        List<HeadParameter> parameters = new ArrayList<>();
        parameters.add(
                new HeadParameter(HeadParameter.WEIGHTS, features, classes, Role.WEIGHT, Start.linear(features)));
        if (learned) {
            parameters.add(new HeadParameter(SCALE, 1, 1, Role.SCALE, Start.at(scale)));
        }
        return List.copyOf(parameters);
    }

    @Override
    public INDArray logits(INDArray features, Map<String, INDArray> parameters) {
        INDArray classes =
                Directions.ofColumns(parameters.get(HeadParameter.WEIGHTS)).units();
        return Directions.ofRows(features).units().mmul(classes).muli(scale(parameters));
    }

    @Override
    public INDArray backward(
            INDArray features, INDArray delta, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        Directions rows = Directions.ofRows(features);
        Directions classes = Directions.ofColumns(parameters.get(HeadParameter.WEIGHTS));
        INDArray scaled = delta.mul(scale(parameters));
        gradients
                .get(HeadParameter.WEIGHTS)
                .assign(classes.backward(rows.units().transpose().mmul(scaled)));
        if (learned) {
            INDArray cosines = rows.units().mmul(classes.units());
            gradients.get(SCALE).assign(cosines.muli(delta).sumNumber());
        }
        return rows.backward(scaled.mmul(classes.units().transpose()));
    }

    private double scale(Map<String, INDArray> parameters) {
        return learned ? parameters.get(SCALE).getDouble(0) : scale;
    }
}
