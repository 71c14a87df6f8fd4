package org.weightbalancing.train;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Follows the steps of a stage: stops it when interrupted or diverged, adds up the loss, reports progress. */
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
