package org.weightbalancing.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits a command as a shell would split a simple one, and does nothing else that a shell does. */
final class CommandWords {

    /** Blanks, or a piece of a word: between double quotes, between single ones, without. */
    private static final Pattern PIECE =
            Pattern.compile("(?<blanks>\\s+)|\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|[^\\s\"']+");

    private CommandWords() {}

    /**
     * The words of a command: separated by blanks, which count as letters between single or double quotes. A backslash
     * is a letter like any other.
     *
     * @throws ProgramException if there is no word, or a quote without its second
     */
    static List<String> of(String command) {
        List<String> words = new ArrayList<>();
        String text = command.strip();
        Matcher piece = PIECE.matcher(text);
        boolean goesOn = false;
        for (int end = 0; end < text.length(); end = piece.end()) {
            if (!piece.region(end, text.length()).lookingAt()) {
                throw new ProgramException("the command has a quote that is not closed: " + command);
            }
            boolean blanks = piece.group("blanks") != null;
            if (!blanks && goesOn) {
                words.add(words.remove(words.size() - 1) + unquoted(piece));
            } else if (!blanks) {
                words.add(unquoted(piece));
            }
            goesOn = !blanks;
        }
        if (words.isEmpty()) {
            throw new ProgramException("the command is empty");
        }
        return List.copyOf(words);
    }

    private static String unquoted(Matcher piece) {
        return Stream.of("double", "single")
                .map(piece::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(piece::group);
    }
}
