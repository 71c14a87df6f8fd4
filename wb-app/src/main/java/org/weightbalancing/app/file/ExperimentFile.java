package org.weightbalancing.app.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.io.Sha256;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * Reads and writes experiments as YAML.
 *
 * <p>Keys are lower-case words joined by dashes; each is described by {@link Describe}. A key that is not known is an
 * error, never ignored. Files are complete: none includes another, and variants are made with {@code --set}.
 */
public final class ExperimentFile {

    private final Catalog catalog;

    /**
     * Makes a reader and writer.
     *
     * @param catalog the components that files can name
     */
    public ExperimentFile(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads an experiment.
     *
     * @param file in YAML and UTF-8, of at most 256 KiB
     * @param sets changes {@code path=value}, made one after the other; a path is of keys joined by dots, with items of
     *     lists by index or name ({@code stages[0].epochs=3}, {@code stages.features.epochs=3}); a value is YAML
     * @return the experiment with all its defaults
     * @throws ExperimentException if the file cannot be read or anything in it or in the changes is wrong
     */
    public Experiment read(Path file, List<String> sets) {
        return parse(file.toString(), ExperimentText.read(file), sets);
    }

    /** Reads an experiment from its text; the source is named in messages. */
    public Experiment parse(String source, String text, List<String> sets) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlNode> file = YamlReader.file(source, text, problems);
        if (file.isPresent() && file.get() instanceof YamlNode.Scalar scalar && scalar.none()) {
            throw new ExperimentException(
                    source + ": is empty; an experiment needs at least name, data, model and stages");
        }
        file.ifPresent(tree -> FileKind.EXPERIMENT.require(source, tree));
        List<SetOption> options = sets.stream()
                .flatMap(set -> SetOption.read(set, problems).stream())
                .toList();
        Optional<Experiment> experiment = file.map(tree -> {
                    YamlNode changed = tree;
                    for (SetOption option : options) {
                        changed = option.apply(changed, problems);
                    }
                    return changed;
                })
                .flatMap(tree -> new SettingBinder(catalog, problems).record(Experiment.class, tree, SettingPath.ROOT));
        Problem.throwAny(problems);
        return experiment.orElseThrow();
    }

    /**
     * Writes an experiment with every key, so that no default is left to change its meaning.
     *
     * @param experiment of components of the catalog
     * @return YAML that reads back to an equal experiment; equal experiments have equal texts
     */
    public String write(Experiment experiment) {
        return SettingWriter.write(catalog, experiment);
    }

    /**
     * Computes the identity of an experiment.
     *
     * @param experiment of components of the catalog
     * @return SHA-256 of what {@link #write} gives in UTF-8, as 64 hexadecimal digits
     */
    public String sha256(Experiment experiment) {
        return Sha256.of(write(experiment).getBytes(StandardCharsets.UTF_8));
    }
}
