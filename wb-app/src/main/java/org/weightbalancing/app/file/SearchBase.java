package org.weightbalancing.app.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Problem;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlReader;

/** Reads the experiment that a search varies, from a file or in place, and changes it. */
final class SearchBase {

    static final String BASE = "base";
    static final String EXPERIMENT = "experiment";

    private static final String NONE = "none";

    private final Catalog catalog;
    private final Path folder;
    private final List<Problem> problems;

    SearchBase(Catalog catalog, Path folder, List<Problem> problems) {
        this.catalog = catalog;
        this.folder = folder;
        this.problems = problems;
    }

    /** The experiment of a search file, with problems noted if it cannot be searched; nothing if there is none. */
    Optional<Experiment> read(Mapping search) {
        Optional<YamlNode> file = given(search, BASE);
        Optional<YamlNode> inPlace = given(search, EXPERIMENT);
        if (file.isPresent() == inPlace.isPresent()) {
            Where where = file.map(YamlNode::where).orElse(search.where());
            note(where, "give either base, a file with the experiment that trials vary, or experiment, with its keys");
            return Optional.empty();
        }
        Optional<YamlNode> tree = file.isPresent() ? tree(file.get()) : inPlace;
        Optional<Experiment> experiment =
                tree.map(whole -> changed(whole, search.value("set"))).flatMap(this::experiment);
        Where where = file.or(() -> inPlace).map(YamlNode::where).orElseThrow();
        experiment.ifPresent(base -> requireValidation(base, where));
        experiment.flatMap(TrialRules::selectingOnTest).ifPresent(stage -> note(where, stage));
        return experiment;
    }

    private static Optional<YamlNode> given(Mapping search, String key) {
        return search.value(key)
                .filter(node -> !(node instanceof Scalar scalar && scalar.text().equals(NONE)));
    }

    private Optional<YamlNode> tree(YamlNode name) {
        if (!(name instanceof Scalar scalar) || scalar.none()) {
            return Optional.empty();
        }
        try {
            Path file = folder.resolve(scalar.text());
            Optional<YamlNode> tree = YamlReader.file(file.toString(), ExperimentText.read(file), problems);
            tree.ifPresent(whole -> FileKind.EXPERIMENT.require(file.toString(), whole));
            return tree;
        } catch (InvalidPathException e) {
            note(name.where(), "base is '" + scalar.text() + "', which cannot be the path of a file");
        } catch (ExperimentException e) {
            e.problems().forEach(problem -> note(name.where(), "base " + problem));
        }
        return Optional.empty();
    }

    private YamlNode changed(YamlNode tree, Optional<YamlNode> sets) {
        YamlNode changed = tree;
        if (sets.isPresent() && sets.get() instanceof Sequence list) {
            for (YamlNode item : list.items()) {
                Optional<SetOption> set = item instanceof Scalar scalar
                        ? SetOption.read(item.where(), scalar.text(), problems)
                        : Optional.empty();
                changed = set.isPresent() ? set.get().apply(changed, problems) : changed;
            }
        }
        return changed;
    }

    private Optional<Experiment> experiment(YamlNode tree) {
        return new SettingBinder(catalog, problems).record(Experiment.class, tree, SettingPath.ROOT);
    }

    private void requireValidation(Experiment base, Where where) {
        if (!base.data().hasValidation()) {
            String key = base.data().validationKey();
            note(
                    where,
                    "experiment " + base.name() + " has no validation images to compare trials on, and test images are"
                            + " never taken for it; set " + key + " in it, or set: [" + key.replace(": ", "=")
                            + "] in the search");
        }
    }

    private void note(Where where, String text) {
        problems.add(new Problem(where, text));
    }
}
