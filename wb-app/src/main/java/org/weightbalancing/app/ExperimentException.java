package org.weightbalancing.app;

import java.util.List;
import java.util.stream.Collectors;

/** Tells everything that is wrong with an experiment file: one line each, with file, line and column. */
public final class ExperimentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Always an immutable list of the JDK, which is serializable.
    private final List<String> problems;

    ExperimentException(List<String> problems) {
        super(problems.stream().map(ExperimentException::line).collect(Collectors.joining("\n")));
        this.problems = problems.stream().map(ExperimentException::line).toList();
    }

    ExperimentException(String problem) {
        this(List.of(problem));
    }

    /** The problems in the order of the file, at least one, each a single line. */
    public List<String> problems() {
        return problems;
    }

    /** What was quoted from a file may hold line breaks, and characters that would command a terminal. */
    private static String line(String problem) {
        return problem.codePoints()
                .mapToObj(c -> printable(c) ? Character.toString(c) : escaped(c))
                .collect(Collectors.joining());
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
        };
    }
}
