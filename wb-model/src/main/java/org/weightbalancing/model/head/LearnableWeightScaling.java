package org.weightbalancing.model.head;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.head.HeadParameter.Role;
import org.weightbalancing.model.head.HeadParameter.Start;

/**
 * Scales the class vectors of a fixed linear classifier by trained factors: {@code z_c = s_c (w_c . f) + b_c}.
 *
 * <p>Parameters: W [D, C] and b [1, C], fixed; s [1, C], trained, from 1, at which it is the linear classifier. The bias
 * is not scaled. Kang et al., ICLR 2020, section 4 (LWS).
 */
public record LearnableWeightScaling() implements Head {

    /** The key of the factors, [1, C]. */
    public static final String SCALES = "s";

    @Override
    public List<HeadParameter> parameters(long features, long classes) {
        return List.of(
                new HeadParameter(HeadParameter.WEIGHTS, features, classes, Role.FIXED, Start.linear(features)),
                new HeadParameter(HeadParameter.BIAS, 1, classes, Role.FIXED, Start.linear(features)),
                new HeadParameter(SCALES, 1, classes, Role.SCALE, Start.at(1)));
    }

    @Override
    public INDArray logits(INDArray features, Map<String, INDArray> parameters) {
        return features.mmul(parameters.get(HeadParameter.WEIGHTS))
                .muliRowVector(parameters.get(SCALES))
                .addiRowVector(parameters.get(HeadParameter.BIAS));
    }

    @Override
    public INDArray backward(
            INDArray features, INDArray delta, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        INDArray weights = parameters.get(HeadParameter.WEIGHTS);
        gradients.get(SCALES).assign(features.mmul(weights).muli(delta).sum(true, 0));
        return delta.mulRowVector(parameters.get(SCALES)).mmul(weights.transpose());
    }
}
