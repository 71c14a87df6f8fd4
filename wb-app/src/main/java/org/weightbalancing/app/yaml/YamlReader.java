package org.weightbalancing.app.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbalancing.app.setting.SettingPath;

/**
 * Reads one YAML document into a tree with places. Aliases are refused, since an experiment file says everything once;
 * tags too, since the setting decides what a value is.
 */
public final class YamlReader {

    /** The most mappings and lists inside one another, and steps of a path. */
    public static final int DEEPEST = 64;

    /** The most characters of a key or value. */
    static final int LONGEST = 1000;

    private final YAMLParser parser;
    private final Places places;
    private final List<Problem> problems;
    private final Set<String> aliases = new HashSet<>();
    private boolean refused;

    private YamlReader(YAMLParser parser, Places places, List<Problem> problems) {
        this.parser = parser;
        this.places = places;
        this.problems = problems;
    }

    /** Where a line and column, both from 1, are. */
    @FunctionalInterface
    private interface Places {
        Where at(int line, int column);
    }

    /** The tree of a file, or nothing if the text is not YAML; duplicate keys are noted and the later ones left out. */
    public static Optional<YamlNode> file(String source, String text, List<Problem> problems) {
        return read(text, (line, column) -> new Where(source, line, column), Where.of(source), problems);
    }

    /** The tree of a short text that has a place as a whole. */
    public static Optional<YamlNode> value(Where where, String text, List<Problem> problems) {
        return read(text, (line, column) -> where, where, problems);
    }

    private static Optional<YamlNode> read(String text, Places places, Where whole, List<Problem> problems) {
        Optional<YamlFault> fault = YamlFault.ofCharacters(text);
        if (fault.isEmpty()) {
            try (YAMLParser parser = new YAMLFactory().createParser(text)) {
                return new YamlReader(parser, places, problems).document(whole);
            } catch (TooDeep e) {
                return Optional.empty();
            } catch (JsonProcessingException e) {
                fault = Optional.of(YamlFault.of(text, e));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Where where =
                fault.get().place().map(at -> places.at(at.line(), at.column())).orElse(whole);
        problems.add(new Problem(where, "not YAML: " + fault.get().words()));
        return Optional.empty();
    }

    private Optional<YamlNode> document(Where whole) throws IOException {
        if (parser.nextToken() == null) {
            return Optional.of(new YamlNode.Scalar(whole, "", true));
        }
        YamlNode node = node(SettingPath.ROOT, 1);
        if (parser.nextToken() != null) {
            note(here(), "a second YAML document; a file holds one experiment");
        }
        return refused ? Optional.empty() : Optional.of(node);
    }

    private YamlNode node(SettingPath path, int depth) throws IOException {
        if (depth > DEEPEST) {
            note(here(), "lists and mappings are more than " + DEEPEST + " deep, which no experiment needs");
            throw new TooDeep();
        }
        refuseTag();
        if (parser.isCurrentAlias() && aliases.add(parser.getText())) {
            refuse(here(), "alias '*" + parser.getText() + "'; write the value out");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(path, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(path, depth);
        }
        return new YamlNode.Scalar(here(), bounded(parser.getText()), token == JsonToken.VALUE_NULL);
    }

    private YamlNode sequence(SettingPath path, int depth) throws IOException {
        Where where = here();
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(path.item(items.size()), depth + 1));
        }
        return new YamlNode.Sequence(where, items);
    }

    private YamlNode mapping(SettingPath path, int depth) throws IOException {
        Where where = here();
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            refuseTag();
            String key = bounded(parser.currentName());
            Where place = here();
            parser.nextToken();
            YamlNode.Entry earlier =
                    entries.putIfAbsent(key, new YamlNode.Entry(place, node(path.key(key), depth + 1)));
            if (earlier != null) {
                String first = earlier.key().line() == 0
                        ? ""
                        : "; first given in line " + earlier.key().line();
                note(place, "duplicate key '" + shortened(key) + "' " + path.inside() + first);
            }
        }
        return new YamlNode.Mapping(where, entries);
    }

    private void refuseTag() throws IOException {
        String tag = parser.getTypeId();
        if (tag != null) {
            String written = tag.replace("tag:yaml.org,2002:", "!!");
            refuse(here(), "tag '" + shortened(written) + "'; leave it out, the setting decides what its value is");
        }
    }

    private String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        refuse(here(), "'" + shortened(text) + "' has " + text.length() + " characters; allowed: up to " + LONGEST);
        return text;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private void refuse(Where where, String text) {
        note(where, text);
        refused = true;
    }

    private void note(Where where, String text) {
        problems.add(new Problem(where, text));
    }

    private Where here() {
        JsonLocation at = parser.currentTokenLocation();
        return places.at(at.getLineNr(), at.getColumnNr());
    }

    /** Ends the reading of a document that has been refused. */
    private static final class TooDeep extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
