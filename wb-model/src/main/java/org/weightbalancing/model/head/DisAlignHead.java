package org.weightbalancing.model.head;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.head.HeadParameter.Role;
import org.weightbalancing.model.head.HeadParameter.Start;

/**
 * Corrects the logits of a fixed linear classifier where it is unsure of them: with {@code z = W^T f + b} and the
 * confidence {@code c = sigmoid(v . f + k)} of an example, {@code z'_c = (1 + c a_c) z_c + c m_c}.
 *
 * <p>Parameters: W [D, C] and b [1, C], fixed; the magnitudes a [1, C] and margins m [1, C], v [D, 1] and k [1, 1],
 * trained. All trained ones start from 0: the head then gives z, and each example has the confidence 1/2. Zhang et al.,
 * CVPR 2021 (adaptive calibration of DisAlign).
 */
public record DisAlignHead() implements Head {

    /** The key of the magnitudes, [1, C]. */
    public static final String MAGNITUDES = "a";

    /** The key of the margins, [1, C]. */
    public static final String MARGINS = "m";

    /** The key of the confidence's direction, [D, 1]. */
    public static final String DIRECTION = "v";

    /** The key of the confidence's offset, [1, 1]. */
    public static final String OFFSET = "k";

    @Override
    public List<HeadParameter> parameters(long features, long classes) {
        return List.of(
                new HeadParameter(HeadParameter.WEIGHTS, features, classes, Role.FIXED, Start.linear(features)),
                new HeadParameter(HeadParameter.BIAS, 1, classes, Role.FIXED, Start.linear(features)),
                new HeadParameter(MAGNITUDES, 1, classes, Role.SCALE, Start.at(0)),
                new HeadParameter(MARGINS, 1, classes, Role.BIAS, Start.at(0)),
                new HeadParameter(DIRECTION, features, 1, Role.SCALE, Start.at(0)),
                new HeadParameter(OFFSET, 1, 1, Role.BIAS, Start.at(0)));
    }

    @Override
    public INDArray logits(INDArray features, Map<String, INDArray> parameters) {
        INDArray base = base(features, parameters);
        INDArray correction = correction(base, parameters);
        return base.addi(correction.muli(confidence(features, parameters)));
    }

    @Override
    public INDArray backward(
            INDArray features, INDArray delta, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        INDArray base = base(features, parameters);
        INDArray confidence = confidence(features, parameters);
        INDArray weighed = delta.mul(confidence);
        INDArray byConfidence = correction(base, parameters).muli(delta).sum(true, 1);
        // sigmoid' = c (1 - c)
        INDArray byArgument = byConfidence.muli(confidence).muli(confidence.rsub(1));
        gradients.get(MAGNITUDES).assign(base.muli(weighed).sum(true, 0));
        gradients.get(MARGINS).assign(weighed.sum(true, 0));
        gradients.get(DIRECTION).assign(features.transpose().mmul(byArgument));
        gradients.get(OFFSET).assign(byArgument.sumNumber());
        INDArray byBase = weighed.muliRowVector(parameters.get(MAGNITUDES)).addi(delta);
        return byBase.mmul(parameters.get(HeadParameter.WEIGHTS).transpose())
                .addi(byArgument.mmul(parameters.get(DIRECTION).transpose()));
    }

    private static INDArray base(INDArray features, Map<String, INDArray> parameters) {
        return features.mmul(parameters.get(HeadParameter.WEIGHTS)).addiRowVector(parameters.get(HeadParameter.BIAS));
    }

    private static INDArray confidence(INDArray features, Map<String, INDArray> parameters) {
        double offset = parameters.get(OFFSET).getDouble(0);
        return Transforms.sigmoid(features.mmul(parameters.get(DIRECTION)).addi(offset), false);
    }

    /** {@code a_c z_c + m_c}. */
    private static INDArray correction(INDArray base, Map<String, INDArray> parameters) {
        return base.mulRowVector(parameters.get(MAGNITUDES)).addiRowVector(parameters.get(MARGINS));
    }
}
