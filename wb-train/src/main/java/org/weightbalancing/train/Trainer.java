package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    private final Checkpointing checkpointing;
    private final Function<ComputationGraph, Step> steps;

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
        this(progress, Checkpointing.none());
    }

    /**
     * Makes a trainer that reports each batch and epoch, and has its state saved.
     *
     * @param progress called on the training thread
     * @param checkpointing called on the training thread, after the progress
     */
    public Trainer(Progress progress, Checkpointing checkpointing) {
        this(progress, checkpointing, graph -> Step.of(graph));
    }

    /**
     * Makes a trainer as {@link #Trainer(Progress, Checkpointing)} that knows further classifiers.
     *
     * <p>Every trainer steps some graphs without DL4J's machinery for graphs of any shape, to the same numbers but for
     * rounding. Such a graph is one input and one output layer on it, and nothing else, in FLOAT on a CPU. The layer is
     * DL4J's linear {@code OutputLayer} itself, no subclass, or one that the heads have the arithmetic of. It has no
     * preprocessor, dropout, weight noise, constraints, gradient normalization or regularization of its own. Each of its
     * parameters is trained by its gradient divided by the size of the batch, or fixed by the updater NoOp on a gradient
     * that is not divided. The configuration minimizes by stochastic gradient descent, without a step function and without
     * truncated back-propagation. Batches must be FLOAT features [b, D] and labels [b, C] without masks; others among them
     * are stepped DL4J's way, as all other graphs are.
     *
     * @param progress called on the training thread
     * @param checkpointing called on the training thread, after the progress
     * @param heads asked once a stage for a layer that is not DL4J's linear one, if all else is as above
     */
    public Trainer(Progress progress, Checkpointing checkpointing, HeadArithmetic.Source heads) {
        this(progress, checkpointing, graph -> Step.of(graph, heads));
    }

    /** Makes a trainer whose steps are chosen by the given rule, once a stage is installed. */
    Trainer(Progress progress, Checkpointing checkpointing, Function<ComputationGraph, Step> steps) {
        this.progress = progress;
        this.checkpointing = checkpointing;
        this.steps = steps;
    }

    /**
     * Trains a network through a stage.
     *
     * <p>Each epoch is one pass over the batches, reset before the first if they can be; then the listeners' epoch ends,
     * then the validation. Under a BEST policy the first epoch of the highest value wins, and its parameters, batch-norm
     * statistics included, are copied back at the end. Whether those are an average is the stage's matter, see
     * {@link WeightAveraging}.
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
     * @throws TrainingInterruptedException if the thread is interrupted, between two steps, or if the batches or the
     *     validation throw a {@link java.util.concurrent.CancellationException}; the state has been saved
     */
    public TrainingHistory fit(
            ComputationGraph graph,
            Stage stage,
            DataSetIterator batches,
            Validation validation,
            List<TrainingListener> listeners) {
        return train(graph, stage, batches, validation, listeners, Optional.empty());
    }

    /**
     * Goes on with a stage that stopped, from one of its states, to the parameters and the history (but the seconds) that
     * it would have come to without stopping.
     *
     * <p>Parameters, updater, counts and the network's loss are replaced as the state has them. If steps of the epoch are
     * left, the listeners hear its start again before the first of them; if none is left, only what comes after the last
     * step is done. Before later epochs the batches are reset.
     *
     * @param graph as for {@link #fit}; of its parameters only the number and the type matter
     * @param stage as it was
     * @param batches standing where the state does: the given number of batches of the given epoch taken, nothing else
     *     prefetched away; not reset for that epoch
     * @param validation as it was
     * @param listeners as they were, in the state that they had
     * @param state of that stage
     * @return what happened, from the stage's start
     * @throws IllegalArgumentException if the state is of another stage or does not fit the network, whose parameters are
     *     then unchanged, or for the reasons of {@link #fit}
     * @throws IllegalStateException as {@link #fit}
     * @throws DivergedException as {@link #fit}
     * @throws TrainingInterruptedException as {@link #fit}
     */
    public TrainingHistory resume(
            ComputationGraph graph,
            Stage stage,
            DataSetIterator batches,
            Validation validation,
            List<TrainingListener> listeners,
            TrainingState state) {
        SavedArrays.require(state, stage, graph);
        return train(graph, stage, batches, validation, listeners, Optional.of(state));
    }

    private TrainingHistory train(
            ComputationGraph graph,
            Stage stage,
            DataSetIterator batches,
            Validation validation,
            List<TrainingListener> listeners,
            Optional<TrainingState> state) {
        stage.checkpoint().require(validation);
        requireFurtherEpoch(graph, stage, batches);
        StageInstallation.install(graph, stage);
        Tally tally = new Tally(state.map(TrainingState::position).orElseGet(StagePosition::start));
        List<TrainingListener> previous = List.copyOf(graph.getListeners());
        List<TrainingListener> attached = new ArrayList<>(listeners);
        attached.add(0, new StepListener(stage, progress, tally));
        try (StageMemory memory = new StageMemory(graph, stage)) {
            state.ifPresent(memory::restore);
            graph.setListeners(attached);
            if (state.isEmpty() && batches.resetSupported()) {
                batches.reset();
            }
            StageTask task = new StageTask(graph, stage, validation, progress, checkpointing);
            try (Step step = steps.apply(graph);
                    Prefetch source = Prefetch.of(batches)) {
                return new EpochLoop(task, step, tally, memory).run(source.batches());
            }
        } finally {
            graph.setListeners(previous);
        }
    }

    private static void requireFurtherEpoch(ComputationGraph graph, Stage stage, DataSetIterator batches) {
        if (RunningStatistics.areStaleAfter(stage, graph) && !batches.resetSupported()) {
            throw new IllegalArgumentException("batches of stage \"" + stage.name() + "\" cannot be reset, which "
                    + stage.averaging() + " needs to estimate batch-norm statistics");
        }
    }
}
