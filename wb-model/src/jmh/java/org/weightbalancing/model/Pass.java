package org.weightbalancing.model;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** A layer or vertex by itself, in training mode. */
interface Pass {

    /** The output for the inputs. */
    INDArray forward(LayerWorkspaceMgr memory, INDArray... x);

    /** After a forward pass: the gradients of the inputs; those of parameters are written to {@link #gradients}. */
    INDArray[] backward(LayerWorkspaceMgr memory, INDArray epsilon);

    /** The gradients of the parameters [1, n], or one zero where there are none. */
    INDArray gradients();

    /** A layer with given parameters, in the order in which it keeps them. */
    static Pass of(BaseLayer configuration, INDArray parameters) {
        configuration.setIUpdater(new NoOp());
        NeuralNetConfiguration conf = conf(configuration);
        INDArray gradients = Nd4j.zeros(DataType.FLOAT, 1, parameters.length());
        Layer layer = conf.getLayer().instantiate(conf, List.of(), 0, parameters.dup(), false, DataType.FLOAT);
        layer.setBackpropGradientsViewArray(gradients);
        return new OfLayer(layer, gradients);
    }

    /** A layer without parameters, where DL4J wants null for them. */
    static Pass of(org.deeplearning4j.nn.conf.layers.Layer configuration) {
        NeuralNetConfiguration conf = conf(configuration);
        Layer layer = conf.getLayer().instantiate(conf, List.of(), 0, null, false, DataType.FLOAT);
        return new OfLayer(layer, Nd4j.zeros(DataType.FLOAT, 1, 1));
    }

    private static NeuralNetConfiguration conf(org.deeplearning4j.nn.conf.layers.Layer configuration) {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .layer(configuration)
                .build();
    }

    /**
     * A vertex, taken out of a small network in which batch normalizations feed it: some vertices do less where they
     * know what they are fed by.
     */
    static Pass of(GraphVertex configuration, int side, int channels) {
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).graphBuilder();
        int inputs = configuration.minVertexInputs();
        InputType[] types = new InputType[inputs];
        String[] norms = new String[inputs];
        for (int i = 0; i < inputs; i++) {
            types[i] = InputType.convolutional(side, side, channels, CNN2DFormat.NHWC);
            norms[i] = "norm" + i;
            graph.addInputs("input" + i).addLayer(norms[i], FastBatchNorm.of(channels), "input" + i);
        }
        graph.setInputTypes(types).addVertex("vertex", configuration, norms).setOutputs("vertex");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return new OfVertex(network.getVertex("vertex"));
    }

    /** This and then a layer without parameters. */
    default Pass then(org.deeplearning4j.nn.conf.layers.Layer configuration) {
        return new Chain(this, of(configuration));
    }

    /** A layer of a network. */
    record OfLayer(Layer layer, INDArray gradients) implements Pass {
        @Override
        public INDArray forward(LayerWorkspaceMgr memory, INDArray... x) {
            layer.setInput(x[0], memory);
            return layer.activate(true, memory);
        }

        @Override
        public INDArray[] backward(LayerWorkspaceMgr memory, INDArray epsilon) {
            return new INDArray[] {layer.backpropGradient(epsilon, memory).getSecond()};
        }
    }

    /** A vertex of a network, without parameters. */
    record OfVertex(org.deeplearning4j.nn.graph.vertex.GraphVertex vertex) implements Pass {
        @Override
        public INDArray forward(LayerWorkspaceMgr memory, INDArray... x) {
            for (int i = 0; i < x.length; i++) {
                vertex.setInput(i, x[i], memory);
            }
            return vertex.doForward(true, memory);
        }

        @Override
        public INDArray[] backward(LayerWorkspaceMgr memory, INDArray epsilon) {
            vertex.setEpsilon(epsilon);
            return vertex.doBackward(false, memory).getSecond();
        }

        @Override
        public INDArray gradients() {
            return Nd4j.zeros(DataType.FLOAT, 1, 1);
        }
    }

    /** One after the other; the second has no parameters. */
    record Chain(Pass first, Pass second) implements Pass {
        @Override
        public INDArray forward(LayerWorkspaceMgr memory, INDArray... x) {
            return second.forward(memory, first.forward(memory, x));
        }

        @Override
        public INDArray[] backward(LayerWorkspaceMgr memory, INDArray epsilon) {
            return first.backward(memory, second.backward(memory, epsilon)[0]);
        }

        @Override
        public INDArray gradients() {
            return first.gradients();
        }
    }
}
