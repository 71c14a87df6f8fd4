package org.weightbalancing.model;

import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
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

/** The running half of {@link FastConvolution}. */
final class FastConvolutionLayer extends BaseLayer<FastConvolution> implements Convolving {

    private static final long serialVersionUID = 1;
    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

    private final transient Plans<ConvolutionShape, ConvolutionMath> plans;

    FastConvolutionLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        plans = new Plans<>(shape -> OneDnn.serves(type) ? new OneDnnConvolution(shape) : new Nd4jConvolution(shape));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        ConvolutionShape shape = shape();
        INDArray y = ActivationMemory.create(
                memory, ArrayType.ACTIVATIONS, dataType, shape.y().sizes());
        plans.of(shape).forward(input, weights(), y);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        ConvolutionShape shape = shape();
        ConvolutionMath convolution = plans.of(shape);
        INDArray eps = Contiguous.of(shape.y().fit(epsilon));
        INDArray weightsGradient = gradientViews.get(WEIGHTS);
        Gradient result = new DefaultGradient(gradientsFlattened);
        result.setGradientFor(WEIGHTS, weightsGradient, 'c');
        if (!layerConf().isInputGradient()) {
            convolution.weightsGradient(input, weights(), eps, weightsGradient);
            return new Pair<>(result, null);
        }
        INDArray inputGradient = ActivationMemory.create(memory, ArrayType.ACTIVATION_GRAD, dataType, input.shape());
        convolution.gradients(input, weights(), eps, weightsGradient, inputGradient);
        return new Pair<>(result, inputGradient);
    }

    @Override
    public Optional<LayerPath> path() {
        return plans.last().map(ConvolutionMath::path);
    }

    @Override
    public void setInput(INDArray array, LayerWorkspaceMgr memory) {
        super.setInput(Running.input(array, dataType), memory);
    }

    private INDArray weights() {
        return params.get(WEIGHTS);
    }

    private ConvolutionShape shape() {
        ActivationShape x = Running.inputShape(this, input, layerConf().getNIn());
        return Running.convolution(layerConf(), x, layerConf().isBlocked(), dataType);
    }
}
