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
 * Follows the steps of a stage: stops it when diverged, adds up the loss, reports progress, and tells the loss what it
 * asks for.
 */
final class StepListener extends BaseTrainingListener {

    private final Stage stage;
    private final Progress progress;
    private final Tally tally;

    StepListener(Stage stage, Progress progress, Tally tally) {
        this.stage = stage;
        this.progress = progress;
        this.tally = tally;
    }

    /** Comes before the first step of an epoch, or of what is left of it. */
    @Override
    public void onEpochStart(Model model) {
        tellLoss();
    }

    private void tellLoss() {
        if (stage.loss() instanceof TimedLoss timed) {
            timed.at(tally.epoch(), tally.iteration());
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

    /** The score is known and the weights are not yet touched. */
    @Override
    public void onGradientCalculation(Model model) {
        if (!Double.isFinite(model.score())) {
            throw new NonFiniteLossException(model.score());
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        int size = model.batchSize();
        int batch = tally.batches();
        tally.step(size, model.score());
        progress.batchDone(epoch, batch, size, model.score());
        tellLoss();
    }
}
