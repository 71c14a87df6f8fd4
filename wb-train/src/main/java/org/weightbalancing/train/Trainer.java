package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Trains a network through one stage, epoch by epoch, and leaves it with the parameters that the stage's checkpoint
 * policy selects.
 *
 * <p>A stage stands on its own: {@link HeavyBall} with the stage's schedule and momentum and zero velocity replaces the
 * updater of every layer that is not frozen, the stage's loss replaces that of the output layer, and the network's epoch
 * and iteration counts start at 0. Parameters are kept as they are. Updater, loss and counts stay in the network
 * afterwards, so that a saved model says how it was last trained.
 *
 * <pre>{@code
 * Stage stage = new Stage("stage-1", 200, new CosineSchedule(0.01, 200, 0, Timing.AFTER_EPOCH), 0.9,
 *         new CrossEntropy(), CheckpointPolicy.LAST);
 * TrainingHistory history = new Trainer().fit(graph, stage, batches, Validation.none(), List.of());
 * }</pre>
 */
public final class Trainer {

    private final Progress progress;

    /** Makes a trainer that reports to nobody. */
    public Trainer() {
        this(new Progress() {});
    }

    /**
     * Makes a trainer that reports each batch and epoch.
     *
     * @param progress called on the training thread
     */
    public Trainer(Progress progress) {
        this.progress = progress;
    }

    /**
     * Trains a network through a stage.
     *
     * <p>Each epoch is one pass over the batches, reset before the first if they can be; then the listeners' epoch ends,
     * then the validation. Under a BEST policy the first epoch of the highest value wins, and its parameters, batch-norm
     * statistics included, are copied back at the end.
     *
     * @param graph initialized, with one output, an output or loss layer
     * @param stage what to do
     * @param batches training data; resettable unless the stage has one epoch
     * @param validation measured after each epoch
     * @param listeners in the order to be called: regularizers first, measuring ones after them; those attached to the
     *     graph before are silent during the stage and attached again after it
     * @return what happened
     * @throws IllegalArgumentException if policy and validation do not fit, or the graph's layers take no updater or loss
     * @throws IllegalStateException if an epoch has no batch, or a BEST policy meets a value that is NaN
     * @throws DivergedException if the loss or a parameter is no longer finite; the parameters are those before that epoch
     * @throws TrainingInterruptedException if the thread is interrupted, between two batches, or if the batches or the
     *     validation throw a {@link java.util.concurrent.CancellationException}
     */
    public TrainingHistory fit(
            ComputationGraph graph,
            Stage stage,
            DataSetIterator batches,
            Validation validation,
            List<TrainingListener> listeners) {
        stage.checkpoint().require(validation);
        StageInstallation.install(graph, stage);
        List<TrainingListener> previous = List.copyOf(graph.getListeners());
        StepListener steps = new StepListener(stage, progress);
        List<TrainingListener> attached = new ArrayList<>(listeners);
        attached.add(0, steps);
        try {
            graph.setListeners(attached);
            if (batches.resetSupported()) {
                batches.reset();
            }
            try (Prefetch source = Prefetch.of(batches)) {
                return run(graph, stage, source.batches(), validation, steps);
            }
        } finally {
            graph.setListeners(previous);
        }
    }

    private TrainingHistory run(
            ComputationGraph graph, Stage stage, DataSetIterator batches, Validation validation, StepListener steps) {
        List<EpochRecord> epochs = new ArrayList<>();
        int selected = 0;
        try (Snapshot lastGood = new Snapshot(graph);
                Snapshot best = stage.checkpoint().selects() ? new Snapshot(graph) : lastGood) {
            for (int epoch = 0; epoch < stage.epochs(); epoch++) {
                try {
                    epochs.add(epoch(graph, stage, batches, validation, steps));
                } catch (DivergedException diverged) {
                    lastGood.restore();
                    throw diverged;
                } catch (RuntimeException thrown) {
                    throw TrainingInterruptedException.translated(thrown, stage, epoch);
                }
                lastGood.take();
                if (!stage.checkpoint().selects()) {
                    selected = epoch;
                } else if (epoch == 0
                        || epochs.get(epoch).validation() > epochs.get(selected).validation()) {
                    selected = epoch;
                    best.take();
                }
                progress.epochDone(epochs.get(epoch));
            }
            best.restore();
        }
        return new TrainingHistory(stage.name(), epochs, selected, stage.checkpoint());
    }

    private static EpochRecord epoch(
            ComputationGraph graph, Stage stage, DataSetIterator batches, Validation validation, StepListener steps) {
        int epoch = graph.getEpochCount();
        double learningRate = stage.learningRate().valueAt(graph.getIterationCount(), epoch);
        steps.requireNotInterrupted(epoch);
        long start = System.nanoTime();
        graph.fit(batches);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (steps.examples() == 0) {
            throw new IllegalStateException(
                    "the iterator gave no batch in epoch " + epoch + " of stage \"" + stage.name() + "\"");
        }
        // The last step of the epoch has no later loss to show what it did.
        if (!Double.isFinite(graph.params().sumNumber().doubleValue())) {
            throw new DivergedException("parameters are not finite", stage, epoch, graph.getIterationCount() - 1);
        }
        double value = validation.measure().applyAsDouble(graph);
        if (stage.checkpoint().selects() && Double.isNaN(value)) {
            throw new IllegalStateException("validation on split \"" + validation.split() + "\" is NaN in epoch "
                    + epoch + " of stage \"" + stage.name() + "\", " + stage.checkpoint() + " cannot compare it");
        }
        return new EpochRecord(epoch, learningRate, steps.meanLoss(), value, seconds, steps.examples() / seconds);
    }
}
