package org.weightbalancing.app.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What makes a text no YAML, in one line.
 *
 * @param words what the parser says
 * @param place of the fault, line and column from 1; where a list, mapping or text begins that never ends
 */
record YamlFault(String words, Optional<Place> place) {

    /** A line and a column, both from 1. */
    record Place(int line, int column) {
        private static Place of(Mark mark) {
            return new Place(mark.getLine() + 1, mark.getColumn() + 1);
        }
    }

    /** The first character that YAML does not allow, not even in quotes. */
    static Optional<YamlFault> ofCharacters(String text) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!allowed(c)) {
                Place place = new Place(line, text.codePointCount(start, i) + 1);
                String words = String.format("the character U+%04X is not allowed", (int) c);
                return Optional.of(new YamlFault(words, Optional.of(place)));
            }
            if (c == '\n') {
                line++;
                start = i + 1;
            }
        }
        return Optional.empty();
    }

    private static boolean allowed(char c) {
        boolean breaks = c == '\t' || c == '\n' || c == '\r' || c == 0x85;
        return breaks || !(Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF);
    }

    /** What the parser found in a text. */
    static YamlFault of(String text, JsonProcessingException fault) {
        if (fault.getCause() instanceof MarkedYAMLException marked) {
            return of(text, marked);
        }
        Optional<JsonLocation> at = Optional.ofNullable(fault.getLocation());
        return new YamlFault(
                sentences(fault.getOriginalMessage()),
                at.map(location -> new Place(location.getLineNr(), location.getColumnNr())));
    }

    /** "while scanning a quoted scalar begun in line 3, found unexpected end of stream". */
    private static YamlFault of(String text, MarkedYAMLException marked) {
        Mark problem = marked.getProblemMark();
        Mark context = marked.getContextMark();
        if (marked.getContext() == null || context == null) {
            return new YamlFault(marked.getProblem(), Optional.of(Place.of(problem)));
        }
        boolean atTheEnd = problem.getIndex() >= text.codePointCount(0, text.length());
        boolean sameLine = context.getLine() == problem.getLine();
        String begun = atTheEnd || sameLine ? "" : " begun in line " + (context.getLine() + 1);
        return new YamlFault(
                marked.getContext() + begun + ", " + marked.getProblem(),
                Optional.of(Place.of(atTheEnd ? context : problem)));
    }

    /** The sentences of a message of several lines, without the excerpts and places between them, which are indented. */
    private static String sentences(String message) {
        if (message.startsWith("Expected a field name")) {
            return "expected a key, but got a list or mapping";
        }
        return message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }
}
