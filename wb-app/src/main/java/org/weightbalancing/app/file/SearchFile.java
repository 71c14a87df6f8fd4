package org.weightbalancing.app.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.search.Choice;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Domain;
import org.weightbalancing.app.search.IntegerRange;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Uniform;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlReader;

/**
 * Reads and writes searches as YAML.
 *
 * <p>A search is checked when it is read: the ends and options of every dimension are tried on the experiment, so that
 * what it would refuse is told before the first trial.
 */
public final class SearchFile {

    private final Catalog catalog;

    /**
     * Makes a reader and writer.
     *
     * @param catalog the components that files can name
     */
    public SearchFile(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads a search.
     *
     * @param file in YAML and UTF-8, of at most 256 KiB; the experiment that it names is looked for from its folder
     * @return the search with all its defaults
     * @throws ExperimentException if a file cannot be read or anything in it is wrong
     */
    public Search read(Path file) {
        return parse(file.toString(), ExperimentText.read(file), file.resolveSibling(""));
    }

    /** Reads a search from its text; the source is named in messages, and files are looked for from the folder. */
    public Search parse(String source, String text, Path folder) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlNode> file = YamlReader.file(source, text, problems);
        if (file.isPresent() && file.get() instanceof YamlNode.Scalar scalar && scalar.none()) {
            throw new ExperimentException(
                    source + ": is empty; a search needs at least name, base or experiment, space and budget");
        }
        file.ifPresent(tree -> FileKind.SEARCH.require(source, tree));
        Optional<Search> search = file.flatMap(tree -> new SearchReader(catalog, folder, problems).read(tree));
        Problem.throwAny(problems);
        return search.orElseThrow();
    }

    /**
     * Writes a search with every key and its experiment in place, so that it needs no other file.
     *
     * @param search of components of the catalog
     * @return YAML that reads back to an equal search; equal searches have equal texts
     */
    public String write(Search search) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("name", search.name());
        keys.put("experiment", search.base());
        keys.put("objective", search.objective());
        keys.put("space", space(search));
        keys.put("generator", search.generator());
        keys.put("pruning", search.pruning());
        keys.put("budget", search.budget());
        keys.put("seed", search.seed());
        return SettingWriter.write(catalog, keys);
    }

    private static Map<String, Object> space(Search search) {
        Map<String, Object> space = new LinkedHashMap<>();
        search.space().dimensions().forEach(dimension -> space.put(dimension.name(), keys(dimension)));
        return space;
    }

    private static Map<String, Object> keys(Dimension dimension) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Domain domain = dimension.domain();
        if (domain instanceof Uniform uniform) {
            keys.put(DomainReader.UNIFORM, List.of(uniform.low(), uniform.high()));
        } else if (domain instanceof LogUniform logUniform) {
            keys.put(DomainReader.LOG_UNIFORM, List.of(logUniform.low(), logUniform.high()));
        } else if (domain instanceof IntegerRange range) {
            keys.put(DomainReader.INTEGER, List.of(range.low(), range.high()));
        } else if (domain instanceof Choice choice) {
            keys.put(DomainReader.CHOICE, choice.options());
        }
        dimension
                .condition()
                .ifPresent(condition -> keys.put("when", Map.of(condition.dimension(), condition.values())));
        return keys;
    }
}
