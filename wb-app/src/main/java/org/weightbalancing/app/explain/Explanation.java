package org.weightbalancing.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.EvaluationSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.LongTailSettings;
import org.weightbalancing.app.experiment.ModelSettings;
import org.weightbalancing.app.experiment.Need;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.ShotGroupSettings;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.preset.PresetComparison;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.training.TrainingCounts;
import org.weightbalancing.app.yaml.YamlNumber;

/**
 * Tells in words what an experiment does, in what it differs from a preset, and what to mind in its numbers.
 *
 * @param catalog of the experiment's components
 * @param experiment that is told
 * @param run how it went, if it was run
 */
public record Explanation(Catalog catalog, Experiment experiment, Optional<RunFacts> run) {

    private static final int CIFAR_TEST_IMAGES = 10_000;

    /** Lines of text, the last one ended. */
    public String text() {
        List<String> lines = new ArrayList<>();
        String seed = repeated() ? "" : ", seed " + experiment.seed();
        lines.add("Experiment " + experiment.name() + seed + ": "
                + run.map(RunFacts::words).orElse("as it would be run") + ".");
        paragraph(lines, "Data", data());
        paragraph(lines, "Network", List.of(network()));
        experiment
                .stages()
                .forEach(stage -> paragraph(lines, "Stage " + stage.name(), new StageWords(catalog).of(stage)));
        experiment
                .postHoc()
                .forEach(change -> paragraph(lines, "After training: " + change.name(), List.of(change(change))));
        paragraph(lines, "Test", test());
        lines.add("");
        lines.addAll(PresetComparison.of(catalog, experiment).lines());
        paragraph(lines, "Mind", new Warnings(catalog).of(experiment, repeated()));
        return String.join("\n", lines) + "\n";
    }

    private boolean repeated() {
        return run.map(RunFacts::repetitions).orElse(1) > 1;
    }

    private static void paragraph(List<String> lines, String title, List<String> sentences) {
        lines.add("");
        lines.add(title);
        sentences.forEach(sentence -> lines.add("  " + sentence));
    }

    private List<String> data() {
        DataSettings data = experiment.data();
        ComponentWords words = new ComponentWords(catalog);
        LongTailSettings longTail = data.longTail();
        String tail = "profile " + KebabCase.of(longTail.profile()) + ", imbalance "
                + YamlNumber.text(longTail.imbalance()) + ", " + subset(longTail);
        String images = counts().map(TrainingCounts::words).orElse("training images");
        String validation = data.validation() > 0
                ? "Validation on a fraction of " + YamlNumber.text(data.validation())
                        + " of each class, held out of the training images."
                : data.hasValidation() ? "Validation on images of the source's own." : "No validation.";
        return List.of(
                words.of(data.source()) + ", " + tail + ": " + images + ".",
                validation,
                "Augmentation: " + words.of(data.augmentation()) + ".");
    }

    private static String subset(LongTailSettings longTail) {
        return switch (longTail.subset()) {
            case FIRST -> "the first images of each class";
            case NUMPY_SHUFFLED -> "images of each class shuffled as by NumPy (seed " + longTail.subsetSeed() + ")";
        };
    }

    private Optional<TrainingCounts> counts() {
        return run.flatMap(RunFacts::counts).or(() -> TrainingCounts.of(experiment.data()));
    }

    private String network() {
        ModelSettings model = experiment.model();
        return KebabCase.of(model.architecture()) + " of width " + model.width() + ", shortcut "
                + KebabCase.of(model.shortcut()) + ", initialization " + KebabCase.of(model.initialization()) + ".";
    }

    private String change(PostHocSettings change) {
        ComponentWords words = new ComponentWords(catalog);
        List<String> steps = new ArrayList<>();
        if (!(change.head() instanceof HeadSettings.Keep)) {
            steps.add("head " + words.withFormula(change.head()));
        }
        for (RegularizerSettings method : change.regularizers()) {
            steps.add(words.of(method, "on", "classes") + " on " + StageWords.scope(method));
        }
        for (AdjustmentSettings adjustment : change.adjustments()) {
            boolean fitted = catalog.component(adjustment).needs().contains(Need.VALIDATION);
            steps.add("logits by " + words.withFormula(adjustment) + (fitted ? " (fitted on validation)" : ""));
        }
        return "From " + change.from() + ": " + steps.stream().collect(Collectors.joining("; then ")) + ".";
    }

    private List<String> test() {
        EvaluationSettings evaluation = experiment.evaluation();
        ShotGroupSettings bounds = evaluation.shotGroups();
        String groups = counts().map(counts -> counts.groups(bounds) + ": ").orElse("Shot groups: ");
        return List.of(
                testImages().map(images -> "On " + images + " balanced images").orElse("On the source's test images")
                        + (evaluation.flipAveraging() ? ", plain and averaged with their mirror images." : "."),
                groups + "many-shot above " + bounds.manyAbove() + " training images, few-shot below "
                        + bounds.fewBelow() + ".");
    }

    private Optional<Integer> testImages() {
        SourceSettings source = experiment.data().source();
        if (source instanceof SourceSettings.Drawn drawn) {
            return Optional.of(drawn.testPerClass() * drawn.classes().getAsInt());
        }
        boolean cifar = source instanceof SourceSettings.Cifar10 || source instanceof SourceSettings.Cifar100;
        return cifar ? Optional.of(CIFAR_TEST_IMAGES) : Optional.empty();
    }
}
