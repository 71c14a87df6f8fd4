package org.weightbalancing.app.training;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.SavedState;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.TrainingState;

/** Fits the network of one stage, from its start or from where a checkpoint left it. */
public final class StageFit implements StageFitting {

    private static final String LINES = "epochs";

    private final StageSettings stage;
    private final StageParts parts;
    private final EpochLog.Origin origin;
    private final RunWatch watch;
    private final Optional<SavedState> saved;
    private final StageRules rules;
    private final GeometryTables tables;

    /**
     * Prepares a stage.
     *
     * @param stage what is trained
     * @param parts makes what it names
     * @param origin what is noted of its epochs
     * @param watch hears of them
     * @param saved where it goes on, if it has begun before
     */
    public StageFit(
            StageSettings stage, StageParts parts, EpochLog.Origin origin, RunWatch watch, Optional<SavedState> saved) {
        this.stage = stage;
        this.parts = parts;
        this.origin = origin;
        this.watch = watch;
        this.saved = saved;
        this.tables = GeometryTables.of(
                watch.directory(), stage.name(), parts.images().train().classes());
        this.rules = StageRules.of(stage, parts);
    }

    @Override
    public Optional<Map<String, byte[]>> savedParts() {
        return saved.map(SavedState::parts);
    }

    @Override
    public void fit(ComputationGraph network, Feed feed) {
        GeometryRecorder geometry = geometry(feed.probe());
        Checkpointing checkpointing = watch.checkpoints().of(stage.name(), () -> parts(feed.more()));
        int epochLength = feed.start().epochLength();
        watch.progress().start(stage.name(), stage.epochs(), epochLength, done(epochLength));
        try (ClosingBatches closing = new ClosingBatches(feed.batches())) {
            Trainer trainer = new Trainer(
                    progress(network, feed.validation().split(), geometry), checkpointing, new TrainedHeads());
            if (saved.isEmpty()) {
                watch.log().note(stage.name() + ": starts");
                trainer.fit(network, parts.stage(stage), closing, feed.validation(), rules.called());
            } else {
                TrainingState state = goOn(network, feed.start(), saved.get());
                trainer.resume(network, parts.stage(stage), closing, feed.validation(), rules.called(), state);
            }
        }
        watch.log().note(stage.name() + ": " + geometry.summary());
    }

    private GeometryRecorder geometry(Probe probe) {
        return new GeometryRecorder(stage, probe, parts.images().train().classCounts(), tables);
    }

    private TrainingState goOn(ComputationGraph network, StageInput.Start start, SavedState from) {
        TrainingState state = from.state();
        watch.log()
                .note(stage.name() + ": goes on in epoch " + state.position().epoch() + " after "
                        + state.position().batches() + " batches");
        start.at(state.position().epoch(), state.position().batches());
        rules.resume(network, from.parts());
        tables.resume(from.parts());
        watch.epochs().restore(stage.name(), new String(from.parts().get(LINES), StandardCharsets.UTF_8));
        return state;
    }

    private long done(int epochLength) {
        return saved.map(from -> from.state().position())
                .map(position -> (long) position.epoch() * epochLength + position.examples())
                .orElse(0L);
    }

    private Map<String, byte[]> parts(Supplier<Map<String, byte[]>> more) {
        Map<String, byte[]> all = new HashMap<>(more.get());
        all.putAll(tables.parts());
        all.put(LINES, watch.epochs().lines(stage.name()).getBytes(StandardCharsets.UTF_8));
        all.putAll(rules.parts());
        return all;
    }

    private Progress progress(ComputationGraph network, String split, GeometryRecorder geometry) {
        return new Progress() {
            @Override
            public void batchDone(int epoch, int batch, int examples, double loss) {
                watch.progress().advance(epoch, examples, loss);
            }

            @Override
            public void epochDone(EpochRecord epoch) {
                watch.epochs().add(origin, split, epoch, rules.projections());
                watch.log().note(StageProgress.summary(stage.name(), stage.epochs(), epoch));
                watch.progress().epochDone(epoch);
                geometry.epochDone(epoch, network);
            }
        };
    }
}
