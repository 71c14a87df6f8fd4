package org.weightbalancing.app.preset;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.ExperimentDifference;
import org.weightbalancing.app.file.ExperimentDifference.Difference;
import org.weightbalancing.app.setting.KebabCase;

/**
 * An experiment beside the preset that it is a variant of, for the same data and network as far as presets have them.
 *
 * @param file of the preset
 * @param declared whether the experiment names the preset, rather than being nearest to it
 * @param differences of the experiment (left) from the preset (right), without name, preset and seed
 * @param variants the stages that the preset does not have, each beside the one of the preset that is most like it
 */
public record PresetComparison(
        PresetFile file, boolean declared, List<Difference> differences, List<Variant> variants) {

    private static final String NAME = "name";
    private static final Set<String> OF_NO_ACCOUNT = Set.of(NAME, "preset", "seed");

    /** A stage that the preset does not have, its like in the preset, and what it has (left) instead of that (right). */
    record Variant(String stage, String like, List<Difference> differences) {

        Variant {
            differences = List.copyOf(differences);
        }

        String words() {
            String list = differences.stream().map(PresetComparison::words).collect(Collectors.joining("; "));
            return "stages." + stage + " is not in the preset; it is " + like
                    + (list.isEmpty() ? " again" : " but for " + list);
        }
    }

    /** Keeps copies of the lists. */
    public PresetComparison {
        differences = List.copyOf(differences);
        variants = List.copyOf(variants);
    }

    /** Compares with the preset that the experiment names, or with the one that differs in the fewest keys. */
    public static PresetComparison of(Catalog catalog, Experiment experiment) {
        if (experiment.preset() != Preset.NONE) {
            return with(experiment.preset(), catalog, experiment);
        }
        return Stream.of(Preset.SEED, Preset.PAPER, Preset.WB)
                .map(preset -> with(preset, catalog, experiment))
                .min(Comparator.comparingInt(PresetComparison::distance))
                .orElseThrow();
    }

    private static PresetComparison with(Preset preset, Catalog catalog, Experiment experiment) {
        PresetFile file = PresetFile.nearest(preset, experiment);
        Experiment other = file.experiment(catalog);
        List<Difference> differences = ExperimentDifference.between(catalog, experiment, other).stream()
                .filter(difference -> !OF_NO_ACCOUNT.contains(difference.key()))
                .toList();
        List<String> known = other.stages().stream().map(StageSettings::name).toList();
        List<Variant> variants = experiment.stages().stream()
                .filter(stage -> !known.contains(stage.name()))
                .flatMap(stage -> variant(catalog, stage, other).stream())
                .toList();
        return new PresetComparison(file, experiment.preset() == preset, differences, variants);
    }

    private static Optional<Variant> variant(Catalog catalog, StageSettings stage, Experiment preset) {
        return preset.stages().stream()
                .filter(like -> like.trains() == stage.trains())
                .map(like -> new Variant(
                        stage.name(),
                        like.name(),
                        ExperimentDifference.between(catalog, stage, like).stream()
                                .filter(difference -> !difference.key().equals(NAME))
                                .toList()))
                .min(Comparator.comparingInt(variant -> variant.differences().size()));
    }

    private int distance() {
        return differences.size()
                + variants.stream()
                        .mapToInt(variant -> variant.differences().size())
                        .sum();
    }

    /** The comparison in lines. */
    public List<String> lines() {
        String preset = "preset " + KebabCase.of(file.preset()) + " (" + file.name() + ")";
        String title =
                declared ? "Differs from " + preset + " in:" : "Nearest is " + preset + ", from which it differs in:";
        Stream<String> items = differences.isEmpty()
                ? Stream.of("nothing")
                : differences.stream().map(this::line);
        return Stream.concat(Stream.of(title), items.map(item -> "  " + item)).toList();
    }

    private String line(Difference difference) {
        return variants.stream()
                .filter(variant -> difference.key().equals("stages." + variant.stage()))
                .findFirst()
                .map(Variant::words)
                .orElseGet(() -> words(difference));
    }

    private static String words(Difference difference) {
        return difference.key() + ": " + difference.left() + " (preset: " + difference.right() + ")";
    }
}
