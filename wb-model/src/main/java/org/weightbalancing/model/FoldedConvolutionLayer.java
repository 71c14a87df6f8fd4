package org.weightbalancing.model;

import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.ConvolutionShape;
import org.weightbalancing.model.onednn.OneDnn;

/** The running half of {@link FoldedConvolution}. */
final class FoldedConvolutionLayer extends BaseLayer<FoldedConvolution> implements Convolving {

    private static final long serialVersionUID = 1;

    private final transient Plans<ConvolutionShape, FoldedConvolutionMath> plans;

    FoldedConvolutionLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        boolean relu = layerConf().isRelu();
        plans = new Plans<>(shape -> OneDnn.serves(type)
                ? new OneDnnFoldedConvolution(shape, relu)
                : new Nd4jFoldedConvolution(shape, relu));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        ActivationShape x = Running.inputShape(this, input, layerConf().getNIn());
        ConvolutionShape shape = Running.convolution(layerConf(), x, layerConf().isBlocked(), dataType);
        INDArray y = ActivationMemory.create(
                memory, ArrayType.ACTIVATIONS, dataType, shape.y().sizes());
        plans.of(shape)
                .forward(
                        input,
                        params.get(ConvolutionParamInitializer.WEIGHT_KEY),
                        params.get(ConvolutionParamInitializer.BIAS_KEY),
                        y);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        throw new UnsupportedOperationException("layer '" + layerConf().getLayerName()
                + "' is folded for inference and has no gradient: train the network that it was folded from");
    }

    @Override
    public void setInput(INDArray array, LayerWorkspaceMgr memory) {
        super.setInput(Running.input(array, dataType), memory);
    }

    @Override
    public Optional<LayerPath> path() {
        return plans.last().map(FoldedConvolutionMath::path);
    }
}
