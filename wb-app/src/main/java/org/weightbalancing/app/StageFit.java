package org.weightbalancing.app;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.SavedState;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.TrainingState;
import org.weightbalancing.train.Validation;

/** Fits the network of one stage, from its start or from where a checkpoint left it. */
final class StageFit {

    private static final String LINES = "epochs";
    private static final String REGULARIZER = "regularizer-";

    private final StageSettings stage;
    private final StageParts parts;
    private final EpochLog.Origin origin;
    private final RunWatch watch;
    private final Optional<SavedState> saved;
    private final List<RegularizerListener> regularizers = new ArrayList<>();
    private final List<MaxNorm> projections = new ArrayList<>();
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
    StageFit(
            StageSettings stage, StageParts parts, EpochLog.Origin origin, RunWatch watch, Optional<SavedState> saved) {
        this.stage = stage;
        this.parts = parts;
        this.origin = origin;
        this.watch = watch;
        this.saved = saved;
        this.tables = GeometryTables.of(
                watch.directory(), stage.name(), parts.images().train().classes());
        RegularizerFactory factory = new RegularizerFactory(parts.catalog(), parts.experiment(), parts.images());
        for (StageRegularizer settings : stage.regularizers()) {
            Regularizer rule = parts.catalog().create(settings.method());
            if (rule instanceof MaxNorm maxNorm) {
                projections.add(maxNorm);
            }
            regularizers.add(new RegularizerListener(
                    factory.restricted(rule, settings.method()),
                    factory.filter(settings.method()),
                    settings.cadence()));
        }
    }

    /** What a checkpoint of the stage says besides the trainer's own state. */
    Optional<Map<String, byte[]>> savedParts() {
        return saved.map(SavedState::parts);
    }

    /**
     * Fits.
     *
     * @param network that changes
     * @param batches what it sees
     * @param start where they begin when the stage goes on
     * @param validation after each epoch
     * @param probe on which the geometry of its features is measured
     * @param more what checkpoints keep besides
     */
    void fit(
            ComputationGraph network,
            DataSetIterator batches,
            StageInput.Start start,
            Validation validation,
            Probe probe,
            Supplier<Map<String, byte[]>> more) {
        GeometryRecorder geometry = geometry(probe);
        Checkpointing checkpointing = watch.checkpoints().of(stage.name(), () -> parts(more));
        List<TrainingListener> listeners = List.copyOf(regularizers);
        watch.progress().start(stage.name(), stage.epochs(), start.epochLength(), done(start.epochLength()));
        try (ClosingBatches closing = new ClosingBatches(batches)) {
            Trainer trainer = new Trainer(progress(network, validation.split(), geometry), checkpointing);
            if (saved.isEmpty()) {
                watch.log().note(stage.name() + ": starts");
                trainer.fit(network, parts.stage(stage), closing, validation, listeners);
            } else {
                TrainingState state = goOn(network, start, saved.get());
                trainer.resume(network, parts.stage(stage), closing, validation, listeners, state);
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
        for (int i = 0; i < regularizers.size(); i++) {
            regularizers.get(i).resume(network, from.parts().get(REGULARIZER + i));
        }
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
        for (int i = 0; i < regularizers.size(); i++) {
            all.put(REGULARIZER + i, regularizers.get(i).state());
        }
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
                watch.epochs().add(origin, split, epoch, projections);
                watch.log().note(StageProgress.summary(stage.name(), stage.epochs(), epoch));
                watch.progress().epochDone(epoch);
                geometry.epochDone(epoch, network);
            }
        };
    }
}
