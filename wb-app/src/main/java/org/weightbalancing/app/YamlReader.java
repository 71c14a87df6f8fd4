package org.weightbalancing.app;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one YAML document into a tree with places. Aliases are refused: an experiment file says everything once. */
final class YamlReader {

    private final YAMLParser parser;
    private final Function<JsonLocation, Where> places;
    private final List<Problem> problems;
    private boolean aliases;

    private YamlReader(YAMLParser parser, Function<JsonLocation, Where> places, List<Problem> problems) {
        this.parser = parser;
        this.places = places;
        this.problems = problems;
    }

    /** The tree of a file, or nothing if the text is not YAML; duplicate keys are noted and the later ones left out. */
    static Optional<YamlNode> file(String source, String text, List<Problem> problems) {
        return read(text, at -> new Where(source, at.getLineNr(), at.getColumnNr()), Where.of(source), problems);
    }

    /** The tree of a short text that has a place as a whole. */
    static Optional<YamlNode> value(Where where, String text, List<Problem> problems) {
        return read(text, at -> where, where, problems);
    }

    private static Optional<YamlNode> read(
            String text, Function<JsonLocation, Where> places, Where whole, List<Problem> problems) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            YamlReader reader = new YamlReader(parser, places, problems);
            if (parser.nextToken() == null) {
                return Optional.of(new YamlNode.Scalar(whole, "", true));
            }
            YamlNode node = reader.node(SettingPath.ROOT);
            if (parser.nextToken() != null) {
                problems.add(new Problem(reader.here(), "a second YAML document; a file holds one experiment"));
            }
            return reader.aliases ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException e) {
            Where where = e.getLocation() == null ? whole : places.apply(e.getLocation());
            problems.add(new Problem(where, "not YAML: " + reason(e.getOriginalMessage())));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sentences of a message of several lines, without the excerpts and places between them, which are indented. */
    private static String reason(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }

    private YamlNode node(SettingPath path) throws IOException {
        if (parser.isCurrentAlias()) {
            aliases = true;
            problems.add(new Problem(here(), "alias '*" + parser.getText() + "'; write the value out"));
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(path);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(path);
        }
        return new YamlNode.Scalar(here(), parser.getText(), token == JsonToken.VALUE_NULL);
    }

    private YamlNode sequence(SettingPath path) throws IOException {
        Where where = here();
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(path.item(items.size())));
        }
        return new YamlNode.Sequence(where, items);
    }

    private YamlNode mapping(SettingPath path) throws IOException {
        Where where = here();
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Where place = here();
            parser.nextToken();
            YamlNode.Entry earlier = entries.putIfAbsent(key, new YamlNode.Entry(place, node(path.key(key))));
            if (earlier != null) {
                String first = earlier.key().line() == 0
                        ? ""
                        : "; first given in line " + earlier.key().line();
                problems.add(new Problem(place, "duplicate key '" + key + "' " + path.inside() + first));
            }
        }
        return new YamlNode.Mapping(where, entries);
    }

    private Where here() {
        return places.apply(parser.currentTokenLocation());
    }
}
