package org.weightbalancing.app.experiment;

import java.util.List;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * A stage of training.
 *
 * @param name of the stage and of its network in reports
 * @param from where the network comes from: a stage's name, scratch, or previous for the stage before
 * @param trains which part of the network
 * @param input what the network is fed
 * @param views augmented views of each image whose features are cached
 * @param epochs passes over the training images
 * @param batch images in a batch
 * @param sampler which images an epoch shows
 * @param loss what is minimised
 * @param learningRate at the start
 * @param momentum of the heavy ball
 * @param schedule of the learning rate
 * @param regularizers applied in this order
 * @param keep the epoch whose network the stage ends with
 * @param restartClassifier whether the classifier starts from new random weights
 * @param batchNorm whether running statistics follow the stage's images
 * @param head the classifier on the features
 * @param featureNorm strength of the penalty on the norm of features
 * @param mixing how training images are mixed with one another
 * @param teacher the stage whose network's probabilities are the labels; none for the images' own labels
 * @param averaging how the weights that the stage ends with are averaged
 */
public record StageSettings(
        @Setting(doc = "Name of the stage and of its network in reports, in kebab-case.", example = "features")
        String name,

        @Setting(
                doc =
                        "Where the network comes from: the name of an earlier stage, scratch, or previous for the stage before (scratch for the first).",
                byDefault = "previous",
                example = "scratch")
        String from,

        @Setting(doc = "Which part of the network is trained.", byDefault = "everything", example = "everything")
        TrainedPart trains,

        @Setting(
                doc =
                        "What the network is fed; cached-features computes the features of all images once and needs trains: classifier.",
                byDefaultOf = "trains")
        Input input,

        @Setting(
                doc =
                        "Augmented views of each image whose features are cached, one per epoch in turn; 0 caches the image as it is.",
                byDefault = "1",
                min = 0,
                max = 1000)
        int views,

        @Setting(doc = "Passes over the training images.", min = 1, max = 1_000_000, example = "200")
        int epochs,

        @Setting(doc = "Images in a batch.", byDefault = "64", min = 1, max = 65_536, example = "64")
        int batch,

        @Setting(doc = "Which training images an epoch shows.", byDefault = "instance")
        SamplerSettings sampler,

        @Setting(doc = "What is minimised.", byDefault = "cross-entropy", example = "cross-entropy")
        LossSettings loss,

        @Setting(doc = "Learning rate at the start.", min = 0, example = "0.1")
        double learningRate,

        @Setting(
                doc = "Momentum of the heavy ball (not Nesterov's).",
                byDefault = "0.9",
                min = 0,
                max = 1,
                belowMax = true)
        double momentum,

        @Setting(doc = "How the learning rate changes over the stage.", byDefault = "cosine", example = "cosine")
        ScheduleSettings schedule,

        @Setting(
                doc = "Regularizers, applied in this order.",
                byDefault = "[]",
                example = "[{name: weight-decay, decay: 5e-4}]")
        List<StageRegularizer> regularizers,

        @Setting(
                doc =
                        "The epoch whose network the stage ends with; best-on-test is the published code's choice and makes accuracies optimistic.",
                byDefault = "last",
                example = "last")
        CheckpointPolicy keep,

        @Setting(doc = "Whether the classifier starts from new random weights.", byDefault = "false")
        boolean restartClassifier,

        @Setting(
                doc =
                        "Whether running statistics follow the stage's images (update) or stay (freeze); freeze needs trains: classifier.",
                byDefaultOf = "trains")
        BatchNorm batchNorm,

        @Setting(
                doc =
                        "The classifier on the features; keep is that of the network the stage goes on from, linear from scratch.",
                byDefault = "keep")
        HeadSettings head,

        @Setting(
                doc =
                        "Strength eta of the penalty (eta / 2) mean |f|^2 on features (Hasegawa and Sato, ICLR 2024); above 0 needs trains: everything.",
                byDefault = "0",
                min = 0)
        double featureNorm,

        @Setting(
                doc = "How training images are mixed with one another; other than none needs input: images.",
                byDefault = "none")
        MixingSettings mixing,

        @Setting(
                doc =
                        "The earlier stage whose network's probabilities are the labels, for distillation; none for the images' own labels.",
                byDefault = "none")
        String teacher,

        @Setting(
                doc = "How the weights that the stage ends with are averaged over its steps or epochs.",
                byDefault = "none")
        AveragingSettings averaging) {

    static final String SCRATCH = "scratch";
    static final String PREVIOUS = "previous";
    static final String NO_TEACHER = "none";

    /** A part of the network. */
    public enum TrainedPart implements Setting.Defaults {
        /** All layers. */
        EVERYTHING,
        /** The last layer; those before it are frozen. */
        CLASSIFIER;

        @Override
        public String byDefault(String key) {
            return switch (key) {
                case "input" -> this == EVERYTHING ? "images" : "cached-features";
                case "batch-norm" -> this == EVERYTHING ? "update" : "freeze";
                default -> throw new IllegalArgumentException(key + " does not depend on the trained part");
            };
        }
    }

    /** What a stage feeds the network. */
    public enum Input {
        /** Images through the whole network. */
        IMAGES,
        /** Features computed once, through the classifier only. */
        CACHED_FEATURES
    }

    /** What becomes of the running statistics of batch normalization. */
    public enum BatchNorm {
        /** They stay, and are what normalises. */
        FREEZE,
        /** They follow the batches, which are normalised by their own statistics. */
        UPDATE
    }

    /** Checks the name and that the settings fit together. */
    public StageSettings {
        regularizers = List.copyOf(regularizers);
        KebabCase.require("name", name);
        if (name.equals(SCRATCH) || name.equals(PREVIOUS) || name.equals(NO_TEACHER)) {
            throw new InvalidSetting("name", "is '" + name + "', which has a meaning of its own; take another");
        }
        requireInput(trains, input, views);
        requireBatchNorm(trains, input, batchNorm);
        requireHead(head);
        requireMixing(mixing, epochs);
        if (loss instanceof TargetLosses.Deferred deferred) {
            requireDeferral("loss", deferred.fromEpoch(), epochs);
        }
        if (sampler instanceof SamplerSettings.Deferred deferred) {
            requireDeferral("sampler", deferred.fromEpoch(), epochs);
        }
        if (averaging instanceof AveragingSettings.Swa swa) {
            swa.requireStage(epochs, keep);
        }
        if (featureNorm > 0 && trains != TrainedPart.EVERYTHING) {
            throw new InvalidSetting(
                    "feature-norm",
                    "is " + YamlNumber.text(featureNorm) + ", but trains: classifier leaves the features as they are;"
                            + " set feature-norm: 0 or trains: everything");
        }
        if (!(mixing instanceof MixingSettings.None) && input == Input.CACHED_FEATURES) {
            throw new InvalidSetting(
                    "mixing", "mixes images, but input is cached-features; set input: images or mixing: none");
        }
    }

    private static void requireDeferral(String key, int fromEpoch, int epochs) {
        if (fromEpoch >= epochs) {
            throw new InvalidSetting(
                    key + ".from-epoch",
                    "is " + fromEpoch + ", but the stage has " + epochs + " epochs, counted from 0: the second " + key
                            + " would never come");
        }
    }

    private static void requireMixing(MixingSettings mixing, int epochs) {
        if (mixing instanceof MixingSettings.Cmo cmo && cmo.skipFirst() + cmo.skipLast() >= epochs) {
            throw new InvalidSetting(
                    "mixing",
                    "leaves out the first " + cmo.skipFirst() + " and the last " + cmo.skipLast() + " of " + epochs
                            + " epochs, that is all; lower skip-first or skip-last");
        }
    }

    private static void requireHead(HeadSettings head) {
        if (head.closedForm()) {
            throw new InvalidSetting(
                    "head", "is computed from features and has nothing to train; name it as head of a post-hoc change");
        }
    }

    private static void requireInput(TrainedPart trains, Input input, int views) {
        if (input == Input.CACHED_FEATURES && trains != TrainedPart.CLASSIFIER) {
            throw new InvalidSetting(
                    "input",
                    "is cached-features, which needs trains: classifier; set input: images or trains: classifier");
        }
        if (input == Input.IMAGES && views != 1) {
            throw new InvalidSetting("views", "is " + views + ", which needs input: cached-features");
        }
    }

    private static void requireBatchNorm(TrainedPart trains, Input input, BatchNorm batchNorm) {
        if (batchNorm == BatchNorm.FREEZE && trains != TrainedPart.CLASSIFIER) {
            throw new InvalidSetting("batch-norm", "is freeze, which needs trains: classifier");
        }
        if (batchNorm == BatchNorm.UPDATE && input == Input.CACHED_FEATURES) {
            throw new InvalidSetting("batch-norm", "is update, which needs input: images");
        }
    }

    /** Whether labels are the probabilities of another network. */
    public boolean hasTeacher() {
        return !teacher.equals(NO_TEACHER);
    }

    /** Whether the network is a new one. */
    public boolean fromScratch() {
        return from.equals(SCRATCH);
    }

    /** The same stage, begun with the network of another one. */
    public StageSettings withFrom(String other) {
        return new StageSettings(
                name,
                other,
                trains,
                input,
                views,
                epochs,
                batch,
                sampler,
                loss,
                learningRate,
                momentum,
                schedule,
                regularizers,
                keep,
                restartClassifier,
                batchNorm,
                head,
                featureNorm,
                mixing,
                teacher,
                averaging);
    }
}
