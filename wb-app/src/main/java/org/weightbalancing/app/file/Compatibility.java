package org.weightbalancing.app.file;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.ComponentSettings;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.MixingSettings;
import org.weightbalancing.app.experiment.Need;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.StageRegularizer;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;

/**
 * Refuses combinations of parts that cannot work together, before anything is computed: both are named, and what to
 * change.
 *
 * <p>What a part needs it says itself ({@link org.weightbalancing.app.experiment.Component#needs() Component.needs}, also for a plug-in); what stage, head and data give is
 * compared here.
 *
 * @param catalog of all parts
 */
record Compatibility(Catalog catalog) {

    /**
     * Checks an experiment.
     *
     * @throws InvalidSetting at the first combination that cannot work
     */
    void require(Experiment experiment) {
        FeatureRules.require(experiment);
        Map<String, HeadSettings> heads = new HashMap<>();
        Map<String, String> bodies = new HashMap<>();
        List<StageSettings> stages = experiment.stages();
        for (int i = 0; i < stages.size(); i++) {
            StageSettings stage = stages.get(i);
            HeadSettings before = stage.fromScratch() ? new HeadSettings.Linear() : heads.get(stage.from());
            HeadSettings head = stage.head() instanceof HeadSettings.Keep ? before : stage.head();
            String path = "stages[" + i + "]";
            requireHead(path, stage, before);
            requireTrained(path, stage, head);
            requireEnoughFeatures(path, head, experiment);
            requireLoss(path, stage, head);
            requireSameFeatures(path, stage, bodies);
            bodies.put(stage.name(), movesBody(stage) ? stage.name() : bodies.get(stage.from()));
            requireNorms(path + ".regularizers", methods(stage), head);
            heads.put(stage.name(), head);
        }
        for (int i = 0; i < experiment.postHoc().size(); i++) {
            PostHocSettings change = experiment.postHoc().get(i);
            String path = "post-hoc[" + i + "]";
            HeadSettings head = change.head() instanceof HeadSettings.Keep ? heads.get(change.from()) : change.head();
            requireNorms(path + ".regularizers", change.regularizers(), head);
            requireValidation(path, change, experiment.data());
            heads.put(change.name(), head);
        }
    }

    private static List<RegularizerSettings> methods(StageSettings stage) {
        return stage.regularizers().stream().map(StageRegularizer::method).toList();
    }

    private void requireHead(String path, StageSettings stage, HeadSettings before) {
        boolean restarts = stage.fromScratch() || stage.restartClassifier();
        boolean takesWeights = stage.head() instanceof HeadSettings.Linear
                || (stage.head() instanceof HeadSettings.Cosine && !(before instanceof HeadSettings.Cosine));
        if (takesWeights && !restarts && !before.gives(Need.TRAINED_CLASSIFIER)) {
            throw new InvalidSetting(
                    path + ".head",
                    "is " + name(stage.head()) + " and takes over weights, but the head of " + stage.from() + " is "
                            + catalog.words(before) + ", which has none of a linear one; set restart-classifier: true");
        }
        if (!needs(stage.head()).contains(Need.TRAINED_CLASSIFIER)) {
            return;
        }
        if (stage.fromScratch() || !before.gives(Need.TRAINED_CLASSIFIER)) {
            String found = stage.fromScratch()
                    ? "the stage starts from scratch"
                    : "that of " + stage.from() + " is " + name(before);
            throw new InvalidSetting(
                    path + ".head",
                    "is " + name(stage.head()) + ", which needs " + Need.TRAINED_CLASSIFIER.words() + ", but " + found
                            + "; go on from a stage with head: linear");
        }
        if (stage.restartClassifier()) {
            throw new InvalidSetting(
                    path + ".restart-classifier",
                    "is true, but head is " + name(stage.head()) + ", which needs " + Need.TRAINED_CLASSIFIER.words()
                            + "; set restart-classifier: false");
        }
    }

    /** What is said of the head that the stage trains, whether its own or kept. */
    private void requireTrained(String path, StageSettings stage, HeadSettings head) {
        boolean everything = stage.trains() == StageSettings.TrainedPart.EVERYTHING;
        if (head.fixed() && !everything) {
            throw new InvalidSetting(
                    path + ".trains",
                    "is classifier, but the head is " + name(head)
                            + ", which is fixed, so that nothing would be trained; set trains: everything");
        }
        if (needs(head).contains(Need.TRAINED_CLASSIFIER) && everything) {
            throw new InvalidSetting(
                    path + ".head",
                    "is " + name(head) + ", whose own weights stay as they were trained, but the features would"
                            + " move below it; set trains: classifier, or another head");
        }
    }

    private void requireEnoughFeatures(String path, HeadSettings head, Experiment experiment) {
        OptionalInt classes = experiment.data().source().classes();
        if (!(head instanceof HeadSettings.Etf) || classes.isEmpty()) {
            return;
        }
        int features =
                catalog.network(experiment.model(), classes.getAsInt(), 0).features();
        if (features < classes.getAsInt() - 1) {
            throw new InvalidSetting(
                    path + ".head",
                    "is etf, a simplex of " + classes.getAsInt() + " classes, which needs at least "
                            + (classes.getAsInt() - 1) + " features, but model "
                            + KebabCase.of(experiment.model().architecture()) + " of width "
                            + experiment.model().width() + " has " + features
                            + "; set model.width: " + widthFor(experiment, features, classes.getAsInt()));
        }
    }

    private static int widthFor(Experiment experiment, int features, int classes) {
        int perWidth = features / experiment.model().width();
        return (classes - 1 + perWidth - 1) / perWidth;
    }

    /** A part that needs something, and where it is named. */
    private record Needing(String path, ComponentSettings<?> settings) {}

    /** The part that needs something: a loss itself, or the first such loss that it is made of. */
    private Optional<Needing> needing(String path, ComponentSettings<?> settings, Need need) {
        if (catalog.component(settings).needs().contains(need)) {
            return Optional.of(new Needing(path, settings));
        }
        for (SettingField field : SettingField.of(((Record) settings).getClass())) {
            if (field.valueIn((Record) settings) instanceof ComponentSettings<?> inner) {
                Optional<Needing> found = needing(path + "." + field.key(), inner, need);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private void requireLoss(String path, StageSettings stage, HeadSettings head) {
        String loss = path + ".loss";
        needing(loss, stage.loss(), Need.CLASS_IDS).ifPresent(part -> {
            if (!(stage.mixing() instanceof MixingSettings.None)) {
                throw lacking(
                        part,
                        Need.CLASS_IDS,
                        "but mixing is " + name(stage.mixing())
                                + "; set mixing: none or another loss, such as balanced-softmax");
            }
            if (stage.hasTeacher()) {
                throw lacking(
                        part,
                        Need.CLASS_IDS,
                        "but teacher is " + stage.teacher() + "; set teacher: none or loss: distillation");
            }
        });
        needing(loss, stage.loss(), Need.TEACHER)
                .filter(part -> !stage.hasTeacher())
                .ifPresent(part -> {
                    throw lacking(part, Need.TEACHER, "but there is none; set teacher to the name of an earlier stage");
                });
        requireGiven(loss, stage, head, Need.COSINES, "{name: cosine, scale: 1}");
        requireGiven(loss, stage, head, Need.ETF, "{name: etf, normalized: true}");
    }

    private void requireGiven(String path, StageSettings stage, HeadSettings head, Need need, String remedy) {
        needing(path, stage.loss(), need).filter(part -> !head.gives(need)).ifPresent(part -> {
            throw lacking(part, need, "but the head is " + catalog.words(head) + "; set head: " + remedy);
        });
    }

    private InvalidSetting lacking(Needing part, Need need, String found) {
        return new InvalidSetting(
                part.path(), "is " + name(part.settings()) + ", which needs " + need.words() + ", " + found);
    }

    private static boolean movesBody(StageSettings stage) {
        return stage.trains() == StageSettings.TrainedPart.EVERYTHING
                || stage.batchNorm() == StageSettings.BatchNorm.UPDATE;
    }

    /** Of cached features a teacher can judge only if they are its own. */
    private static void requireSameFeatures(String path, StageSettings stage, Map<String, String> bodies) {
        if (stage.hasTeacher()
                && stage.input() == StageSettings.Input.CACHED_FEATURES
                && !bodies.get(stage.teacher()).equals(bodies.get(stage.from()))) {
            throw new InvalidSetting(
                    path + ".teacher",
                    "is " + stage.teacher() + ", whose features are not those of " + stage.from()
                            + ", but input is cached-features; set input: images");
        }
    }

    /** Norms of class weights mean nothing where the head divides by them or has none to change. */
    private void requireNorms(String path, List<RegularizerSettings> regularizers, HeadSettings head) {
        for (int i = 0; i < regularizers.size(); i++) {
            boolean norms = regularizers.get(i) instanceof RegularizerSettings.TauNormalization
                    || regularizers.get(i) instanceof RegularizerSettings.L2Normalization
                    || regularizers.get(i) instanceof RegularizerSettings.MaxNorm;
            if (norms
                    && head instanceof HeadSettings.Cosine
                    && regularizers.get(i).on().startsWith("classifier")) {
                throw new InvalidSetting(
                        path + "[" + i + "]",
                        "is " + name(regularizers.get(i)) + ", which has no effect on a cosine head: it divides by the"
                                + " norms already; drop it or set head: linear");
            }
        }
    }

    private void requireValidation(String path, PostHocSettings change, DataSettings data) {
        for (int i = 0; i < change.adjustments().size(); i++) {
            AdjustmentSettings adjustment = change.adjustments().get(i);
            if (needs(adjustment).contains(Need.VALIDATION) && !data.hasValidation()) {
                throw new InvalidSetting(
                        path + ".adjustments[" + i + "]",
                        "is " + name(adjustment) + ", which needs " + Need.VALIDATION.words()
                                + ", but data has none; set " + data.validationKey());
            }
        }
    }

    private String name(ComponentSettings<?> settings) {
        return catalog.name(settings);
    }

    /** What a part needs, with the parts it is made of. */
    private Set<Need> needs(ComponentSettings<?> settings) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        needs.addAll(catalog.component(settings).needs());
        for (SettingField field : SettingField.of(((Record) settings).getClass())) {
            if (field.valueIn((Record) settings) instanceof ComponentSettings<?> inner) {
                needs.addAll(needs(inner));
            }
        }
        return needs;
    }
}
