package org.weightbalancing.train;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** A linear output layer whose bias is fixed for updaters, as {@link NoOp} and gradients not divided make it. */
final class HalfBias extends OutputLayer {

    private static final long serialVersionUID = 1L;

    private final boolean divided;

    /**
     * Makes a layer.
     *
     * @param divided whether the gradient of the bias is divided by the batch size all the same
     */
    HalfBias(int features, int classes, boolean divided) {
        super(new OutputLayer.Builder(new LossMCXENT())
                .activation(Activation.SOFTMAX)
                .nIn(features)
                .nOut(classes));
        this.divided = divided;
    }

    /** A graph that is only this layer. */
    ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .addLayer("classifier", this, "input")
                .setOutputs("classifier")
                .build());
        graph.init();
        return graph;
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return parameter.equals("b") ? new NoOp() : super.getUpdaterByParam(parameter);
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        Running layer = new Running(configuration, type, divided);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        Map<String, INDArray> table = initializer().init(configuration, parameters, initialize);
        layer.setParamTable(table);
        layer.setConf(configuration);
        return layer;
    }

    private static final class Running extends org.deeplearning4j.nn.layers.OutputLayer {

        private static final long serialVersionUID = 1L;

        private final boolean divided;

        Running(NeuralNetConfiguration configuration, DataType type, boolean divided) {
            super(configuration, type);
            this.divided = divided;
        }

        @Override
        public boolean updaterDivideByMinibatch(String parameter) {
            return divided || !parameter.equals("b");
        }
    }
}
