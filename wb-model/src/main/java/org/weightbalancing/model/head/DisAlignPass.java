package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.head.AlignedProduct.Correction;

/** The passes of a {@link DisAlignHead}. */
final class DisAlignPass implements HeadPass {

    private final Map<String, INDArray> parameters;
    private final Map<String, INDArray> gradients;
    private final float[] biases;
    private final Correction correction;
    private final Correction byCorrection;
    private Optional<AlignedProduct> product = Optional.empty();

    DisAlignPass(Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        this.parameters = parameters;
        this.gradients = gradients;
        int classes = (int) parameters.get(HeadParameter.WEIGHTS).size(1);
        this.biases = new float[classes];
        this.correction = new Correction(classes);
        this.byCorrection = new Correction(classes);
    }

    @Override
    public INDArray logits(INDArray features) {
        int rows = (int) features.size(0);
        if (product.filter(held -> held.rows() == rows).isEmpty()) {
            close();
            product = Optional.of(new AlignedProduct(rows, biases.length));
        }
        AlignedProduct batch = product.get();
        batch.multiply(
                features,
                parameters.get(HeadParameter.WEIGHTS),
                parameters.get(DisAlignHead.DIRECTION),
                parameter(DisAlignHead.OFFSET).get(0));
        parameter(HeadParameter.BIAS).get(0, biases);
        parameter(DisAlignHead.MAGNITUDES).get(0, correction.magnitudes());
        parameter(DisAlignHead.MARGINS).get(0, correction.margins());
        return batch.logits(biases, correction);
    }

    private FloatBuffer parameter(String key) {
        return FloatMemory.of(parameters.get(key));
    }

    @Override
    public void backward(INDArray features, INDArray delta) {
        AlignedProduct batch = product.orElseThrow();
        INDArray byArguments = batch.backward(delta, correction, byCorrection);
        gradient(DisAlignHead.MAGNITUDES).put(0, byCorrection.magnitudes());
        gradient(DisAlignHead.MARGINS).put(0, byCorrection.margins());
        gradient(DisAlignHead.OFFSET).put(0, batch.byOffset());
        Nd4j.getBlasWrapper()
                .level3()
                .gemm(features, byArguments, gradients.get(DisAlignHead.DIRECTION), true, false, 1, 0);
    }

    private FloatBuffer gradient(String key) {
        return FloatMemory.of(gradients.get(key));
    }

    @Override
    public void close() {
        product.ifPresent(AlignedProduct::close);
        product = Optional.empty();
    }
}
