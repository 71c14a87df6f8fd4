package org.weightbalancing.train;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch normalization whose running mean is that of the batch last seen in training mode, be there a step or not. */
final class ForwardNorm extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    ForwardNorm(int features) {
        setNIn(features);
        setNOut(features);
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        Running layer = new Running(configuration, type);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        Map<String, INDArray> table = initializer().init(configuration, parameters, initialize);
        layer.setParamTable(table);
        layer.setConf(configuration);
        return layer;
    }

    private static final class Running extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {

        private static final long serialVersionUID = 1L;

        Running(NeuralNetConfiguration configuration, DataType type) {
            super(configuration, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
            if (training) {
                INDArray mean = getParam("mean");
                mean.assign(input.mean(0).reshape(mean.shape()));
            }
            return super.activate(training, memory);
        }
    }
}
