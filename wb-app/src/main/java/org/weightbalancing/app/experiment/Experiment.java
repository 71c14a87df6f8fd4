package org.weightbalancing.app.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.text.Nearest;
import org.weightbalancing.train.CheckpointPolicy;

/**
 * Everything that defines an experiment: data, network, stages of training, changes after training, and testing.
 *
 * <p>Making one checks that names are unique and that stages refer to earlier ones; {@code from: previous} becomes the
 * name of the stage before.
 *
 * @param name of the experiment; usually the recipe and the name of its file
 * @param preset the recipe it is a variant of, if it is one
 * @param seed from which every random choice follows
 * @param data the images
 * @param model the network
 * @param stages of training, run in this order
 * @param postHoc changes of trained networks without training
 * @param evaluation how the networks are tested
 */
public record Experiment(
        @Setting(doc = "Name of the experiment, usually that of its file.", example = "cifar100lt-100_resnet32")
        String name,

        @Setting(
                doc = "The recipe that this is a variant of; 'wb explain' lists the differences, training ignores it.",
                byDefault = "none")
        Preset preset,

        @Setting(doc = "Seed from which every random choice follows.", byDefault = "0", example = "0")
        long seed,

        @Setting(doc = "The images.") DataSettings data,
        @Setting(doc = "The network.") ModelSettings model,

        @Setting(doc = "Stages of training, run in this order.", min = 1)
        List<StageSettings> stages,

        @Setting(doc = "Changes of trained networks without training.", byDefault = "[]")
        List<PostHocSettings> postHoc,

        @Setting(doc = "How the networks are tested.", byDefault = "{}")
        EvaluationSettings evaluation) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([-_.][a-z0-9]+)*");

    /** Checks the names and references, and names the stage that each stage goes on from. */
    public Experiment {
        requireName(name);
        stages = resolved(stages);
        postHoc = List.copyOf(postHoc);
        requireSources(stages, postHoc);
        requireValidation(data, stages);
    }

    /**
     * The same experiment wherever wb is run.
     *
     * @param folder where downloaded data sets lie
     */
    public Experiment located(Path folder) {
        return new Experiment(name, preset, seed, data.located(folder), model, stages, postHoc, evaluation);
    }

    /** The folder of the features that stand in place of images, if that is so. */
    public Optional<String> features() {
        return data.features();
    }

    /** The same experiment with its features in another folder; itself if it is one on images. */
    public Experiment withFeatures(String folder) {
        return new Experiment(name, preset, seed, data.withFeatures(folder), model, stages, postHoc, evaluation);
    }

    /** What the experiment is, wherever its features lie: what these are, their fingerprints tell. */
    public Experiment anywhere() {
        return withFeatures("");
    }

    /** Refuses a name that could not be that of a file. */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSetting(
                    "name", "is '" + name + "'; allowed: lower-case letters and digits, joined by '-', '_' or '.'");
        }
    }

    private static List<StageSettings> resolved(List<StageSettings> stages) {
        List<StageSettings> resolved = new ArrayList<>();
        String before = StageSettings.SCRATCH;
        for (StageSettings stage : stages) {
            resolved.add(stage.from().equals(StageSettings.PREVIOUS) ? stage.withFrom(before) : stage);
            before = stage.name();
        }
        return List.copyOf(resolved);
    }

    private static void requireSources(List<StageSettings> stages, List<PostHocSettings> postHoc) {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            StageSettings stage = stages.get(i);
            requireNew("stages[" + i + "].name", stage.name(), known);
            if (!stage.fromScratch()) {
                List<String> sources = new ArrayList<>(known);
                sources.add(0, StageSettings.SCRATCH);
                requireKnown("stages[" + i + "].from", stage.from(), sources);
            }
            if (stage.hasTeacher()) {
                List<String> teachers = new ArrayList<>(known);
                teachers.add(0, StageSettings.NO_TEACHER);
                requireKnown("stages[" + i + "].teacher", stage.teacher(), teachers);
            }
            known.add(stage.name());
        }
        List<String> trained = List.copyOf(known);
        for (int i = 0; i < postHoc.size(); i++) {
            requireNew("post-hoc[" + i + "].name", postHoc.get(i).name(), known);
            requireKnown("post-hoc[" + i + "].from", postHoc.get(i).from(), trained);
            known.add(postHoc.get(i).name());
        }
    }

    private static void requireNew(String path, String name, List<String> known) {
        if (known.contains(name)) {
            throw new InvalidSetting(
                    path, "is '" + name + "', which another stage or post-hoc change has; names must be unique");
        }
    }

    private static void requireKnown(String path, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new InvalidSetting(path, "is '" + name + "'" + Nearest.hint(name, known, "allowed"));
        }
    }

    private static void requireValidation(DataSettings data, List<StageSettings> stages) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).keep() == CheckpointPolicy.BEST_ON_VALIDATION && !data.hasValidation()) {
                throw new InvalidSetting(
                        "stages[" + i + "].keep",
                        "is best-on-validation, but " + data.validationKey().replaceFirst(":.*", "")
                                + " is 0, so there is nothing to select on; set " + data.validationKey()
                                + " or keep: last");
            }
        }
    }
}
