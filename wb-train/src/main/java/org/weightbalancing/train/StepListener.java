package org.weightbalancing.train;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.train.loss.FeatureLoss;
import org.weightbalancing.train.loss.TimedLoss;

/**
 * Follows the steps of a stage: stops it when interrupted or diverged, adds up the loss, reports progress, and tells the
 * loss what it asks for.
 */
final class StepListener extends BaseTrainingListener {

    private final Stage stage;
    private final Progress progress;
    private int batches;
    private long examples;
    private double lossSum;

    StepListener(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    @Override
    public void onEpochStart(Model model) {
        batches = 0;
        examples = 0;
        lossSum = 0;
        ComputationGraph graph = (ComputationGraph) model;
        at(graph.getEpochCount(), graph.getIterationCount());
    }

    private void at(int epoch, int step) {
        if (stage.loss() instanceof TimedLoss timed) {
            timed.at(epoch, step);
        }
    }

    /** Comes before the loss is computed, with activations that live no longer than the step. */
    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        if (stage.loss() instanceof FeatureLoss loss) {
            ComputationGraphConfiguration configuration = ((ComputationGraph) model).getConfiguration();
            String output = configuration.getNetworkOutputs().get(0);
            loss.features(
                    activations.get(configuration.getVertexInputs().get(output).get(0)));
        }
    }

    /** The score is known and the parameters are not yet touched, so stopping here leaves the last whole step. */
    @Override
    public void onGradientCalculation(Model model) {
        ComputationGraph graph = (ComputationGraph) model;
        requireNotInterrupted(graph.getEpochCount());
        if (!Double.isFinite(graph.score())) {
            throw new DivergedException(
                    "loss is " + graph.score(), stage, graph.getEpochCount(), graph.getIterationCount());
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        int size = model.batchSize();
        lossSum += model.score() * size;
        examples += size;
        progress.batchDone(epoch, batches, size, model.score());
        batches++;
        at(epoch, iteration + 1);
    }

    void requireNotInterrupted(int epoch) {
        if (Thread.currentThread().isInterrupted()) {
            throw new TrainingInterruptedException(stage, epoch);
        }
    }

    long examples() {
        return examples;
    }

    double meanLoss() {
        return lossSum / examples;
    }
}
