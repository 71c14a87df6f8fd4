package org.weightbalancing.app.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlReader;

/** Where the dimensions of a search are in its experiment, however their paths name the items of its lists. */
public final class DimensionPlaces {

    private static final YamlNode NOTHING = new YamlNode.Scalar(Where.of("nothing"), "", true);

    private final Map<String, SearchPath> places = new HashMap<>();

    private DimensionPlaces(List<Dimension> space, YamlNode experiment) {
        space.stream()
                .map(Dimension::name)
                .forEach(name -> places.put(name, SearchPath.of(new SettingPath(name), experiment)));
    }

    /**
     * The places in the experiment of a search.
     *
     * @param catalog with the components of the experiment
     */
    public static DimensionPlaces of(Search search, Catalog catalog) {
        String text = new ExperimentFile(catalog).write(search.base());
        YamlNode experiment =
                YamlReader.file(search.base().name(), text, new ArrayList<>()).orElseThrow();
        return new DimensionPlaces(search.space().dimensions(), experiment);
    }

    /**
     * The path of a dimension from the value of another one on.
     *
     * @param outer name of the dimension that has the value
     * @return steps as they are written, each a key, a name or an index such as {@code [1]}; nothing if the dimension changes
     *     no part of the value
     */
    public Optional<List<String>> inside(String outer, String dimension) {
        SearchPath whole = places.get(outer);
        if (outer.equals(dimension) || !places.get(dimension).within(whole)) {
            return Optional.empty();
        }
        List<String> written =
                SearchPath.of(new SettingPath(dimension), NOTHING).steps();
        return Optional.of(written.subList(whole.steps().size(), written.size()));
    }
}
