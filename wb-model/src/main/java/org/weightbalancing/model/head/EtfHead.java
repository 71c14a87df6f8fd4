package org.weightbalancing.model.head;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.head.HeadParameter.Role;

/**
 * Multiplies features by a fixed simplex equiangular tight frame, {@code z = W^T f} or {@code z = W^T f / |f|}: class
 * vectors of length 1 of which any two have the cosine {@code -1 / (C - 1)}.
 *
 * <p>{@code W = sqrt(C / (C - 1)) U (I - 1 1^T / C)} [D, C] with orthonormal columns U; its one parameter, fixed. It
 * needs {@code D >= C - 1}. A zero feature has logits 0 and, normalized, gradient 0. Papyan et al., PNAS 2020; Yang et
 * al., NeurIPS 2022, definition 1.
 *
 * @param normalizeFeatures whether features are brought to length 1
 * @param seed of the draw of the frame's orientation
 */
public record EtfHead(boolean normalizeFeatures, long seed) implements Head {

    @Override
    public List<HeadParameter> parameters(long features, long classes) {
        SimplexEtf.require(features, classes);
        return List.of(new HeadParameter(
                HeadParameter.WEIGHTS,
                features,
                classes,
                Role.FIXED,
                (values, random) ->
                        values.assign(SimplexEtf.of(features, classes, seed).castTo(values.dataType()))));
    }

    @Override
    public INDArray logits(INDArray features, Map<String, INDArray> parameters) {
        INDArray rows = normalizeFeatures ? Directions.ofRows(features).units() : features;
        return rows.mmul(parameters.get(HeadParameter.WEIGHTS));
    }

    @Override
    public INDArray backward(
            INDArray features, INDArray delta, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        INDArray byRows = delta.mmul(parameters.get(HeadParameter.WEIGHTS).transpose());
        return normalizeFeatures ? Directions.ofRows(features).backward(byRows) : byRows;
    }
}
