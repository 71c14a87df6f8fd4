package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.training.TrainedHeads;
import org.weightbalancing.data.InstanceSampler;
import org.weightbalancing.model.Checkpoints;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.Heads;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Seeds;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.CrossEntropy;

/** Who trains the heads of a run. */
class TrainedHeadsRunTest {

    private static final Seeds SEEDS = new Seeds(3);

    @TempDir
    private Path folder;

    /** DL4J's step rounds cosines elsewhere, by which the two are told apart. */
    @Test
    void theStagesOfARunTrainHeadsByTheirOwnArithmetic() throws IOException {
        ImportedFeatures imported = ImportedFeatures.in(folder);
        Path file = Files.writeString(folder.resolve("cosine.yaml"), """
                name: cosines
                seed: 3
                data:
                  source: {name: features, folder: %s}
                  long-tail: {profile: none, imbalance: 1}
                model: {architecture: features}
                stages:
                  - {name: cosine, trains: classifier, views: 0, epochs: 3, learning-rate: 0.1, batch: 8,
                     head: cosine, restart-classifier: true}
                """.formatted(imported.folder()));
        Path run = folder.resolve("run");
        StringWriter err = new StringWriter();
        assertThat(ImportedFeatures.wb(new StringWriter(), err, "train", file, "-o", run, "--quiet"))
                .as(err.toString())
                .isZero();
        float[] found =
                Checkpoints.read(run.resolve("models/cosine.zip")).params().toFloatVector();
        Trainer own = new Trainer(new Progress() {}, Checkpointing.none(), new TrainedHeads());
        assertThat(found).isEqualTo(trained(own, imported));
        assertThat(found).isNotEqualTo(trained(new Trainer(), imported));
    }

    private static float[] trained(Trainer trainer, ImportedFeatures imported) {
        int[] labels = imported.trainLabels();
        ComputationGraph like = Classifiers.linear(ImportedFeatures.DIMENSION, 3, new CrossEntropy(), 0);
        ComputationGraph head = Heads.cosine(like, new CrossEntropy(), 16, false, SEEDS.stream("cosine/classifier"));
        InstanceSampler sampler = new InstanceSampler();
        FeatureBatches batches = new FeatureBatches(
                FeatureBank.of(imported.trainRows(), labels, 3),
                8,
                epoch -> sampler.order(labels, 3, SEEDS.stream("order"), epoch));
        Stage stage = new Stage(
                "cosine",
                3,
                new CosineSchedule(0.1, 3, 0, Timing.AFTER_EPOCH),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST);
        trainer.fit(head, stage, batches, Validation.none(), List.of());
        return head.params().toFloatVector();
    }
}
