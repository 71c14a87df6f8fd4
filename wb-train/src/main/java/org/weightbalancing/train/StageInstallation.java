package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Puts a stage's updater and loss into a running graph. DL4J's layers read both from their configuration at every step,
 * and updater blocks are built from it, so changing the configuration and dropping the updater keeps every parameter.
 */
final class StageInstallation {

    private StageInstallation() {}

    static void install(ComputationGraph graph, Stage stage) {
        Consumer<ILossFunction> output = output(graph);
        HeavyBall updater = new HeavyBall(stage.learningRate(), stage.momentum());
        List<Trainable> trainables = trainables(graph);
        trainables.forEach(trainable -> requireTakesUpdater(trainable, updater));
        // Nothing is refused from here on: a graph is changed wholly or not at all.
        output.accept(stage.loss());
        trainables.forEach(trainable -> setUpdater(trainable.getConfig(), updater));
        graph.setUpdater(new FlatUpdater(graph));
        graph.getConfiguration().setIterationCount(0);
        graph.getConfiguration().setEpochCount(0);
    }

    private static List<Trainable> trainables(ComputationGraph graph) {
        List<Trainable> result = new ArrayList<>();
        for (GraphVertex vertex : graph.getVertices()) {
            // A frozen layer answers with a configuration of its own that never updates, and is left alone.
            Trainable trainable = vertex.hasLayer() ? vertex.getLayer() : vertex;
            if (trainable.numParams() > 0) {
                result.add(trainable);
            }
        }
        return result;
    }

    private static void setUpdater(TrainingConfig config, HeavyBall updater) {
        if (config instanceof BaseLayer layer) {
            layer.setIUpdater(updater.clone());
            layer.setBiasUpdater(null);
        } else if (config instanceof AbstractSameDiffLayer layer) {
            layer.setUpdater(updater.clone());
            layer.setBiasUpdater(null);
        }
    }

    /** Tries the updater on a copy of the configuration; of a layer that updates nothing any is right. */
    private static void requireTakesUpdater(Trainable trainable, HeavyBall updater) {
        TrainingConfig config = trainable.getConfig();
        TrainingConfig tried = copy(config);
        setUpdater(tried, updater);
        for (String parameter : trainable.paramTable(false).keySet()) {
            IUpdater found = tried.getUpdaterByParam(parameter);
            if (!updater.equals(found) && !(found instanceof NoOp)) {
                throw new IllegalArgumentException("layer \"" + config.getLayerName() + "\" of type "
                        + config.getClass().getName() + " does not take an updater: parameter \"" + parameter
                        + "\" has " + found);
            }
        }
    }

    private static TrainingConfig copy(TrainingConfig config) {
        if (config instanceof BaseLayer layer) {
            return layer.clone();
        }
        return config instanceof AbstractSameDiffLayer layer ? (AbstractSameDiffLayer) layer.clone() : config;
    }

    /** The place where the graph's only output takes its loss. */
    private static Consumer<ILossFunction> output(ComputationGraph graph) {
        if (graph.getNumOutputArrays() != 1) {
            throw new IllegalArgumentException(
                    "the graph has outputs " + graph.getConfiguration().getNetworkOutputs() + ", allowed is one");
        }
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        GraphVertex vertex = graph.getVertex(output);
        Object config = vertex.hasLayer() ? vertex.getLayer().conf().getLayer() : vertex;
        if (config instanceof BaseOutputLayer layer) {
            return layer::setLossFn;
        }
        if (config instanceof LossLayer layer) {
            return layer::setLossFn;
        }
        throw new IllegalArgumentException("output \"" + output + "\" of type "
                + config.getClass().getName() + " takes no loss, allowed are output and loss layers");
    }
}
