package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A linear head, features and a stage of 3 epochs of 3 batches, the last smaller, to be trained in either way. */
record HeadCase(int inputs, int classes, Stage stage) {

    static final Function<ComputationGraph, Step> DL4J = graph -> graph::fit;

    /** Refuses graphs that are stepped in another way. */
    static final Function<ComputationGraph, Step> HEAD_STEP = HeadCase::headStep;

    static final int ROWS = 70;
    static final int BATCH = 32;
    static final int EPOCHS = 3;

    private static final int INPUTS = 17;
    private static final int CLASSES = 10;

    private static Step headStep(ComputationGraph graph) {
        Step step = Step.of(graph);
        assertThat(step).isInstanceOf(HeadStep.class);
        return step;
    }

    static HeadCase of(ILossFunction loss) {
        return of(loss, CheckpointPolicy.LAST, new NoAveraging());
    }

    static HeadCase of(ILossFunction loss, CheckpointPolicy checkpoint, WeightAveraging averaging) {
        return new HeadCase(
                INPUTS,
                CLASSES,
                new Stage(
                        "head",
                        EPOCHS,
                        new CosineSchedule(0.3, EPOCHS, 0, Timing.AFTER_EPOCH),
                        0.9,
                        loss,
                        checkpoint,
                        averaging));
    }

    /** Counts that fall from class to class. */
    static int[] counts() {
        return new int[] {500, 300, 200, 100, 60, 40, 20, 10, 6, 5};
    }

    ComputationGraph graph() {
        return TinyNetwork.linear(DataType.FLOAT, inputs, classes);
    }

    FeatureBatches batches() {
        Random random = new Random(5);
        float[] features = new float[ROWS * inputs];
        int[] labels = new int[ROWS];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextInt(classes);
        }
        return FeatureBatches.shuffled(FeatureBank.of(features, labels, classes), BATCH, 2);
    }

    /** Higher in the second epoch than in the others. */
    static Validation validation() {
        return new Validation("validation", graph -> graph.getEpochCount() == 2 ? 1 : 0);
    }

    /** As regularizers do, adds to the gradients and shrinks the weights. */
    static TrainingListener regularizer() {
        return new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
                model.gradient()
                        .getGradientFor("classifier_W")
                        .addi(weights(model).mul(0.01 * model.batchSize()));
                model.gradient().getGradientFor("classifier_b").muli(0.5);
            }

            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                weights(model).muli(0.99);
            }

            @Override
            public void onEpochEnd(Model model) {
                weights(model).muli(0.9);
            }

            private INDArray weights(Model model) {
                return model.getParam("classifier_W");
            }
        };
    }

    /** Trains a graph and gives what it came to. */
    TrainingHistory train(
            Function<ComputationGraph, Step> way,
            ComputationGraph graph,
            Checkpointing checkpointing,
            TrainingListener... others) {
        List<TrainingListener> listeners = new ArrayList<>(List.of(regularizer()));
        listeners.addAll(List.of(others));
        return new Trainer(new Progress() {}, checkpointing, way).fit(graph, stage, batches(), validation(), listeners);
    }

    /** Trains a graph on what a pre-processor makes of the batches, without listeners. */
    ComputationGraph trained(Function<ComputationGraph, Step> way, DataSetPreProcessor preProcessor) {
        ComputationGraph graph = graph();
        FeatureBatches batches = batches();
        batches.setPreProcessor(preProcessor);
        new Trainer(new Progress() {}, Checkpointing.none(), way)
                .fit(graph, stage, batches, Validation.none(), List.of());
        return graph;
    }
}
