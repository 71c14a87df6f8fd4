package org.weightbalancing.app.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.geometry.FeatureGeometry;
import org.weightbalancing.model.geometry.LayerNorms;
import org.weightbalancing.model.geometry.NeuralCollapse;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.FeatureBank;

/**
 * Measures the geometry of a stage's network after its epochs: norms of classifier rows and layers after each, features
 * after some ({@link Probe}). Training is not touched by it, nor by an interruption meanwhile.
 */
final class GeometryRecorder {

    // Tables are forced to the disk, which may take longer than an epoch on cached features; checkpoints have them too.
    private static final double SHARE_OF_WRITING = 0.002;

    private final StageSettings stage;
    private final Probe probe;
    private final GeometryTables tables;
    private final RowSnapshots snapshots;
    private long measuring;
    private long writing;
    private double trainingSeconds;

    /**
     * Prepares a stage.
     *
     * @param stage whose network is measured
     * @param probe on which images, how often
     * @param trainCounts training images of each class
     * @param tables where it is noted
     */
    GeometryRecorder(StageSettings stage, Probe probe, int[] trainCounts, GeometryTables tables) {
        this.stage = stage;
        this.probe = probe;
        this.tables = tables;
        this.snapshots = new RowSnapshots(trainCounts, stage.epochs());
    }

    /** Measures after an epoch. */
    void epochDone(EpochRecord epoch, ComputationGraph network) {
        long started = System.nanoTime();
        norms(epoch, network);
        if (probe.measures(epoch.epoch(), stage.epochs())) {
            features(epoch.epoch(), network);
        }
        long measured = System.nanoTime();
        trainingSeconds += epoch.seconds();
        if (writing <= SHARE_OF_WRITING * 1e9 * trainingSeconds || epoch.epoch() == stage.epochs() - 1) {
            tables.write();
        }
        measuring += measured - started;
        writing += System.nanoTime() - measured;
    }

    /** How long all of it has taken, beside training. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "in this session, measuring the geometry took %.2f s and writing it %.2f s beside %.1f s of training",
                measuring / 1e9,
                writing / 1e9,
                trainingSeconds);
    }

    private void norms(EpochRecord epoch, ComputationGraph network) {
        tables.classifierNorms().add(epoch.epoch(), List.of(), Classifiers.norms(network));
        for (LayerNorms layer : LayerNorms.of(network)) {
            tables.layers()
                    .add(
                            epoch.epoch(),
                            List.of(layer.layer(), Integer.toString(layer.norms().length)),
                            layer.mean(),
                            layer.deviation(),
                            layer.smallest(),
                            layer.largest(),
                            layer.effectiveLearningRate(epoch.learningRate()));
        }
        if (snapshots.isDue(epoch.epoch())) {
            Classifiers.weights(network).ifPresent(weights -> {
                try (weights) {
                    snapshots.add(epoch.epoch(), weights, tables.rows());
                }
            });
        }
    }

    private void features(int epoch, ComputationGraph network) {
        List<FeatureBank> banks = undisturbed(network);
        int[] labels = banks.stream()
                .flatMapToInt(bank -> Arrays.stream(bank.labels()))
                .toArray();
        INDArray[] parts = banks.stream().map(bank -> bank.features(0)).toArray(INDArray[]::new);
        FeatureGeometry geometry;
        try (INDArray all = Nd4j.vstack(parts)) {
            geometry = FeatureGeometry.of(all, labels, network);
        }
        NeuralCollapse collapse = geometry.collapse();
        tables.epochs()
                .add(
                        epoch,
                        List.of(Integer.toString(geometry.items())),
                        geometry.featureNorm(),
                        geometry.fisherRatio(),
                        geometry.interClassCosine(),
                        collapse.nc1(),
                        collapse.nc2Norms(),
                        collapse.nc2Angles(),
                        collapse.nc3(),
                        collapse.nc4());
        tables.featureNorms().add(epoch, List.of(), geometry.featureNorms());
    }

    // An interruption is for the loop of training, which then saves the state; here it would lose the epoch's line. It
    // costs no more than the part that was being computed.
    private List<FeatureBank> undisturbed(ComputationGraph network) {
        List<FeatureBank> banks = new ArrayList<>();
        boolean interrupted = Thread.interrupted();
        try {
            while (banks.size() < probe.parts().size()) {
                try {
                    banks.add(probe.parts().get(banks.size()).apply(network));
                } catch (CancellationException told) {
                    if (!Thread.interrupted()) {
                        throw told;
                    }
                    interrupted = true;
                }
            }
            return banks;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
