package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.BatchNormMath.Gradients;
import org.weightbalancing.model.BatchNormMath.State;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.OneDnn;

/** The running half of {@link FastBatchNorm}. */
final class FastBatchNormLayer extends BaseLayer<FastBatchNorm> {

    private static final long serialVersionUID = 1;
    private static final String GAMMA = BatchNormalizationParamInitializer.GAMMA;
    private static final String BETA = BatchNormalizationParamInitializer.BETA;
    private static final String MEAN = BatchNormalizationParamInitializer.GLOBAL_MEAN;
    private static final String VARIANCE = BatchNormalizationParamInitializer.GLOBAL_VAR;

    private final transient Plans<ActivationShape, BatchNormMath> plans;

    FastBatchNormLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        plans = new Plans<>(shape ->
                OneDnn.serves(type) ? new OneDnnBatchNorm(layerConf(), shape) : new Nd4jBatchNorm(layerConf()));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        assertInputSet(false);
        ActivationShape shape = shape();
        if (training) {
            refuseSingleValues(shape);
        }
        BatchNormMath norm = plans.of(shape);
        INDArray y = ActivationMemory.create(memory, ArrayType.ACTIVATIONS, dataType, input.shape());
        if (training) {
            norm.train(input, state(), y);
        } else {
            norm.infer(input, state(), y);
        }
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        assertInputSet(true);
        INDArray inputGradient = ActivationMemory.create(memory, ArrayType.ACTIVATION_GRAD, dataType, input.shape());
        ActivationShape shape = shape();
        INDArray gamma = gradientViews.get(GAMMA);
        INDArray beta = gradientViews.get(BETA);
        INDArray eps = Contiguous.of(shape.fit(epsilon));
        plans.of(shape).backward(input, state(), eps, new Gradients(gamma, beta, inputGradient));
        INDArray mean = gradientViews.get(MEAN).assign(0);
        INDArray variance = gradientViews.get(VARIANCE).assign(0);

        Gradient result = new DefaultGradient(gradientsFlattened);
        result.setGradientFor(GAMMA, gamma);
        result.setGradientFor(BETA, beta);
        result.setGradientFor(MEAN, mean);
        result.setGradientFor(VARIANCE, variance);
        return new Pair<>(result, inputGradient);
    }

    @Override
    public void setInput(INDArray array, LayerWorkspaceMgr memory) {
        super.setInput(Running.input(array, dataType), memory);
    }

    private State state() {
        return new State(params.get(GAMMA), params.get(BETA), params.get(MEAN), params.get(VARIANCE));
    }

    private ActivationShape shape() {
        return Running.inputShape(this, input, layerConf().getNOut());
    }

    private void refuseSingleValues(ActivationShape shape) {
        if (shape.batch() * shape.height() * shape.width() == 1) {
            throw new IllegalArgumentException("layer '" + layerConf().getLayerName() + "' got an input of shape "
                    + java.util.Arrays.toString(input.shape())
                    + " in training, but takes more than one value per channel: the variance of one is undefined");
        }
    }
}
