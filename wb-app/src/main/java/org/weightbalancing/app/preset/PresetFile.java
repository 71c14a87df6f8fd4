package org.weightbalancing.app.preset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.LongTailSettings;
import org.weightbalancing.app.experiment.ModelSettings;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.data.LongTail.Profile;

/**
 * Writes the experiment file of a preset, with a comment for each choice.
 *
 * @param preset the recipe, other than none
 * @param data set that is made long-tailed
 * @param imbalance images of the largest class for each image of the smallest, from 1 to the images of a class
 * @param network that is trained
 */
public record PresetFile(Preset preset, Data data, double imbalance, Network network) {

    /** The imbalance of the published code. */
    static final double IMBALANCE = 100;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");

    /** The data sets that presets are for. */
    public enum Data {
        /** 10 classes of 5,000 images. */
        CIFAR_10(10, 5000, 1000, 200),
        /** 100 classes of 500 images. */
        CIFAR_100(100, 500, 100, 20);

        private final int classes;
        private final int largest;
        private final int manyAbove;
        private final int fewBelow;

        Data(int classes, int largest, int manyAbove, int fewBelow) {
            this.classes = classes;
            this.largest = largest;
            this.manyAbove = manyAbove;
            this.fewBelow = fewBelow;
        }

        /** Training images of each class, before the tail is cut. */
        int largest() {
            return largest;
        }
    }

    /** The networks that presets are for. */
    public enum Network {
        /** The network of the text. */
        RESNET_32(16, "a"),
        /** The network of the code. */
        RESNET_34(64, "b");

        private final int width;
        private final String shortcut;

        Network(int width, String shortcut) {
            this.width = width;
            this.shortcut = shortcut;
        }
    }

    /** Checks that there is a recipe, and that every class keeps an image. */
    public PresetFile {
        if (preset == Preset.NONE) {
            throw new IllegalArgumentException("preset is none; allowed are seed, paper and wb");
        }
        if (!(imbalance >= 1 && imbalance <= data.largest)) {
            throw new IllegalArgumentException("imbalance is " + imbalance + "; allowed for " + KebabCase.of(data)
                    + " are 1 to " + data.largest + ", the images of a class");
        }
    }

    /** The variant of a preset that is nearest to the data and network of an experiment. */
    static PresetFile nearest(Preset preset, Experiment experiment) {
        OptionalInt classes = experiment.data().source().classes();
        boolean ten = classes.isPresent() && classes.getAsInt() == Data.CIFAR_10.classes;
        Data data = ten ? Data.CIFAR_10 : Data.CIFAR_100;
        LongTailSettings tail = experiment.data().longTail();
        boolean known = tail.profile() == Profile.EXPONENTIAL && tail.imbalance() <= data.largest;
        ModelSettings.Architecture architecture = experiment.model().architecture();
        boolean wide = architecture == ModelSettings.Architecture.RESNET_18
                || architecture == ModelSettings.Architecture.RESNET_34;
        return new PresetFile(
                preset, data, known ? tail.imbalance() : IMBALANCE, wide ? Network.RESNET_34 : Network.RESNET_32);
    }

    /** The name of the experiment, such as seed_cifar100lt-100_resnet32. */
    public String name() {
        return KebabCase.of(preset) + "_" + plain(data) + "lt-" + YamlNumber.text(imbalance) + "_" + plain(network);
    }

    private static String plain(Enum<?> constant) {
        return KebabCase.of(constant).replace("-", "");
    }

    /** The file as YAML with comments. */
    public String text() {
        Map<String, String> values = Map.of(
                "name", name(),
                "data", KebabCase.of(data),
                "imbalance", YamlNumber.text(imbalance),
                "architecture", KebabCase.of(network),
                "width", Integer.toString(network.width),
                "shortcut", network.shortcut,
                "many-above", Integer.toString(data.manyAbove),
                "few-below", Integer.toString(data.fewBelow),
                "many-left", Integer.toString(left(data.manyAbove)),
                "few-left", Integer.toString(left(data.fewBelow)));
        return PLACEHOLDER.matcher(template()).replaceAll((MatchResult found) -> values.get(found.group(1)));
    }

    /** Images that a tenth held out leaves of a class. */
    private static int left(int images) {
        return images - images / 10;
    }

    /** The experiment that the file describes. */
    public Experiment experiment(Catalog catalog) {
        return new ExperimentFile(catalog).parse(name() + ".yaml", text(), List.of());
    }

    private String template() {
        String file = KebabCase.of(preset) + ".yaml";
        try (InputStream in = PresetFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("this build of wb has no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
