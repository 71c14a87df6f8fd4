package org.weightbalancing.app.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.training.StageFitting;
import org.weightbalancing.app.training.StageParts;
import org.weightbalancing.app.training.StagePaused;
import org.weightbalancing.app.training.StageRules;
import org.weightbalancing.app.training.TrainedHeads;
import org.weightbalancing.app.training.ValidatedLogits;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.SavedState;
import org.weightbalancing.train.StateFile;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.TrainingState;

/**
 * Fits the network of a stage for a trial: with no files but the state in which a budget leaves it, from which a trial
 * with a larger budget goes on as if it had never stopped.
 */
final class TrialFit implements StageFitting {

    private static final String STATE = "checkpoint.state";

    private final StageSettings stage;
    private final StageParts parts;
    private final StageRules rules;
    private final Course course;

    /**
     * How far a stage is trained.
     *
     * @param end epochs after which it is paused; empty for all
     * @param folder where its state is then left
     * @param from the folder in which an earlier trial left it
     */
    record Pausing(OptionalInt end, Path folder, Optional<Path> from) {

        /** Trained to the end, from the start. */
        static Pausing never(Path folder) {
            return new Pausing(OptionalInt.empty(), folder, Optional.empty());
        }
    }

    private record Course(Pausing pausing, Optional<SavedState> saved, Consumer<ValidatedLogits> hearing) {}

    /**
     * Prepares a stage.
     *
     * @param stage what is trained
     * @param parts makes what it names
     * @param pausing how far
     * @param hearing what the network says of the validation images, after each epoch
     */
    TrialFit(StageSettings stage, StageParts parts, Pausing pausing, Consumer<ValidatedLogits> hearing) {
        this.stage = stage;
        this.parts = parts;
        this.rules = StageRules.of(stage, parts);
        this.course = new Course(pausing, pausing.from().map(TrialFit::read), hearing);
    }

    private static SavedState read(Path folder) {
        try {
            return StateFile.read(folder.resolve(STATE));
        } catch (IOException e) {
            throw new RunDirectoryException("the trial that this one goes on from left no state: " + Reason.of(e), e);
        }
    }

    /** The number of epochs that an earlier trial has trained the stage. */
    int epochsBefore() {
        return course.saved().map(saved -> saved.state().position().epoch()).orElse(0);
    }

    @Override
    public Optional<Map<String, byte[]>> savedParts() {
        return course.saved().map(SavedState::parts);
    }

    @Override
    public void fit(ComputationGraph network, Feed feed) {
        try (ClosingBatches closing = new ClosingBatches(feed.batches())) {
            Trainer trainer = new Trainer(new Progress() {}, pausing(feed.more()), new TrainedHeads());
            if (course.saved().isEmpty()) {
                trainer.fit(network, parts.stage(stage), closing, feed.validation(), rules.called());
            } else {
                TrainingState state = course.saved().get().state();
                feed.start().at(state.position().epoch(), state.position().batches());
                rules.resume(network, course.saved().get().parts());
                trainer.resume(network, parts.stage(stage), closing, feed.validation(), rules.called(), state);
            }
        }
    }

    @Override
    public void validated(ValidatedLogits logits) {
        course.hearing().accept(logits);
    }

    private Checkpointing pausing(Supplier<Map<String, byte[]>> more) {
        int end = course.pausing().end().orElse(stage.epochs());
        return new Checkpointing() {
            @Override
            public boolean due(int epoch, int batches) {
                return epoch == end && batches == 0 && end < stage.epochs();
            }

            @Override
            public void save(TrainingState state) {
                if (due(state.position().epoch(), state.position().batches())) {
                    write(state, more.get());
                    throw new StagePaused(stage.name(), end);
                }
            }
        };
    }

    private void write(TrainingState state, Map<String, byte[]> more) {
        Map<String, byte[]> all = new HashMap<>(more);
        all.putAll(rules.parts());
        Path file = course.pausing().folder().resolve(STATE);
        try {
            StateFile.write(file, state, all);
        } catch (IOException e) {
            throw new RunDirectoryException("checkpoint " + file + " cannot be written: " + Reason.of(e), e);
        }
    }
}
