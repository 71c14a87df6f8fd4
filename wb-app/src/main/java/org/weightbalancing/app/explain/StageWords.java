package org.weightbalancing.app.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.schedule.ISchedule;
import org.weightbalancing.app.experiment.AveragingSettings;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.MixingSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.ShotScope;
import org.weightbalancing.app.experiment.StageRegularizer;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.regularizers.Cadence;

/**
 * Puts stages of training into sentences.
 *
 * @param catalog of their components
 */
record StageWords(Catalog catalog) {

    private static final MathContext DIGITS = new MathContext(3);

    /** What the stage does, a sentence or two on each line. */
    List<String> of(StageSettings stage) {
        List<String> lines = new ArrayList<>();
        lines.add(training(stage) + " " + start(stage));
        lines.add("Shows " + input(stage) + " for " + stage.epochs() + " epochs in batches of " + stage.batch()
                + "; sampler " + words().of(stage.sampler()) + ".");
        if (!(stage.mixing() instanceof MixingSettings.None)) {
            lines.add("Mixes images by " + words().of(stage.mixing()) + ".");
        }
        if (stage.hasTeacher()) {
            lines.add("Labels are the probabilities of " + stage.teacher() + ".");
        }
        lines.add("Minimises " + words().withFormula(stage.loss()) + ".");
        if (stage.featureNorm() > 0) {
            lines.add("Adds (eta / 2) mean |f|^2 of the features f, eta " + YamlNumber.text(stage.featureNorm()) + ".");
        }
        lines.add(rates(stage));
        stage.regularizers().forEach(regularizer -> lines.add(regularizer(regularizer)));
        if (!(stage.averaging() instanceof AveragingSettings.None)) {
            lines.add("Averages weights by " + words().withFormula(stage.averaging()) + ".");
        }
        lines.add(kept(stage));
        return lines;
    }

    private ComponentWords words() {
        return new ComponentWords(catalog);
    }

    private static String training(StageSettings stage) {
        if (stage.trains() == StageSettings.TrainedPart.EVERYTHING) {
            return "Trains the whole network.";
        }
        return stage.batchNorm() == StageSettings.BatchNorm.UPDATE
                ? "Trains the classifier alone; batch normalization goes on following the batches."
                : "Trains the classifier alone; batch normalization stays as it is.";
    }

    private String start(StageSettings stage) {
        String origin = stage.fromScratch() ? "Starts from scratch" : "Goes on from " + stage.from();
        String restart = stage.restartClassifier() ? ", with a new classifier" : "";
        boolean kept = stage.head() instanceof HeadSettings.Keep;
        return origin + restart + (kept ? "" : ", with head " + words().of(stage.head())) + ".";
    }

    private static String input(StageSettings stage) {
        if (stage.input() == StageSettings.Input.IMAGES) {
            return "augmented images";
        }
        return switch (stage.views()) {
            case 0 -> "features computed once, of each image as it is,";
            case 1 -> "features computed once, of one augmented view of each image,";
            default -> "features computed once, of " + stage.views() + " augmented views of each image in turn,";
        };
    }

    private String rates(StageSettings stage) {
        return "Learning rate " + YamlNumber.text(stage.learningRate()) + ", momentum "
                + YamlNumber.text(stage.momentum()) + ", schedule " + words().of(stage.schedule()) + ": "
                + rounded(rate(stage, 0)) + " in the first epoch, " + rounded(lastRate(stage)) + " in the last.";
    }

    /** The learning rate of the last epoch. */
    double lastRate(StageSettings stage) {
        return rate(stage, stage.epochs() - 1);
    }

    private double rate(StageSettings stage, int epoch) {
        ISchedule schedule = catalog.create(stage.schedule()).create(stage.learningRate(), stage.epochs());
        return schedule.valueAt(0, epoch);
    }

    private static String rounded(double rate) {
        return YamlNumber.text(new BigDecimal(rate).round(DIGITS).doubleValue());
    }

    private String regularizer(StageRegularizer regularizer) {
        RegularizerSettings method = regularizer.method();
        String moment = method.projects() ? cadence(regularizer.cadence()) : "in the gradient of every step";
        return "Applies " + words().of(method, "on", "classes") + " to " + scope(method) + ", " + moment + ".";
    }

    /** What a regularizer acts on. */
    static String scope(RegularizerSettings method) {
        String parameters = method.on().equals("all") ? "all parameters" : method.on();
        boolean some = method.classes() != ShotScope.ALL;
        return parameters + (some ? " of the " + KebabCase.of(method.classes()) + "-shot classes" : "");
    }

    private static String cadence(Cadence cadence) {
        return switch (cadence) {
            case EVERY_STEP -> "after every step";
            case EVERY_EPOCH -> "once per epoch";
            case ONCE -> "once, before the first step";
        };
    }

    private static String kept(StageSettings stage) {
        return switch (stage.keep()) {
            case LAST -> "Ends with the network of the last epoch; nothing is selected.";
            case BEST_ON_VALIDATION -> "Ends with the network of the epoch that is best on the validation images.";
            case BEST_ON_TEST -> "Ends with the network of the epoch that is best on the test images.";
        };
    }
}
