package org.weightbalancing.app.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;

/** Makes a search from YAML; what is wrong is noted and the rest looked at all the same. */
final class SearchReader {

    private static final String SPACE = "space";

    private final Catalog catalog;
    private final Path folder;
    private final List<Problem> problems;

    SearchReader(Catalog catalog, Path folder, List<Problem> problems) {
        this.catalog = catalog;
        this.folder = folder;
        this.problems = problems;
    }

    /** The search of a tree; it counts only if no problem has been noted. */
    Optional<Search> read(YamlNode tree) {
        Optional<SearchKeys> keys =
                new SettingBinder(catalog, problems).record(SearchKeys.class, tree, SettingPath.SEARCH);
        if (!(tree instanceof Mapping mapping)) {
            return Optional.empty();
        }
        Optional<Experiment> base = new SearchBase(catalog, folder, problems).read(mapping);
        boolean measurable = base.isPresent() && hasMethod(base.get(), mapping);
        mapping.value(SPACE).ifPresent(this::noteShared);
        List<PlacedDimension> space =
                mapping.value(SPACE).map(new SpaceReader(problems)::read).orElse(List.of());
        if (base.isEmpty() || space.isEmpty()) {
            return Optional.empty();
        }
        List<Tried> tried = new DimensionTrials(catalog, base.get(), space, problems).all();
        boolean complete = measurable
                && ((Mapping) mapping.value(SPACE).orElseThrow()).entries().size() == space.size();
        return keys.filter(known -> complete).flatMap(known -> search(known, base.get(), space, tried, mapping));
    }

    /** Notes paths of what all trials share, whatever is wrong beside them. */
    private void noteShared(YamlNode space) {
        if (space instanceof Mapping dimensions) {
            dimensions.entries().forEach((name, entry) -> TrialRules.shared(new SettingPath(name))
                    .ifPresent(text -> problems.add(new Problem(entry.key(), name + " " + text))));
        }
    }

    /** Whether the method that is to be measured is there, which what is wrong beside it does not hide. */
    private boolean hasMethod(Experiment base, Mapping file) {
        Optional<YamlNode> method = file.value("objective")
                .flatMap(node -> node instanceof Mapping objective ? objective.value("method") : Optional.empty());
        try {
            if (method.isPresent() && method.get() instanceof Scalar scalar && !scalar.none()) {
                SearchMethod.require(base, scalar.text());
            }
            return true;
        } catch (InvalidSetting e) {
            note(file, e);
            return false;
        }
    }

    private Optional<Search> search(
            SearchKeys keys, Experiment base, List<PlacedDimension> space, List<Tried> tried, Mapping file) {
        try {
            SearchSpace dimensions = new SearchSpace(
                    space.stream().map(PlacedDimension::dimension).toList());
            Search search = new Search(
                    keys.name(),
                    base,
                    keys.objective(),
                    dimensions,
                    keys.generator(),
                    keys.pruning(),
                    keys.budget(),
                    keys.seed());
            new SearchRules(catalog, search, file, problems).check(space, tried);
            return Optional.of(search);
        } catch (InvalidSetting e) {
            note(file, e);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(file.value(SPACE).orElseThrow().where(), "space: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private void note(Mapping file, InvalidSetting e) {
        Where where = SettingBinder.place(file, new SettingPath(e.path()));
        problems.add(new Problem(where, e.path() + " " + e.problem()));
    }
}
