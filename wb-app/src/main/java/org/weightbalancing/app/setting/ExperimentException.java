package org.weightbalancing.app.setting;

import java.util.List;
import java.util.stream.Collectors;
import org.weightbalancing.app.text.Printable;

/** Tells everything that is wrong with an experiment file: one line each, with file, line and column. */
public final class ExperimentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Always an immutable list of the JDK, which is serializable.
    private final List<String> problems;

    /** Tells of problems in the order of the file; each becomes one line of the message. */
    public ExperimentException(List<String> problems) {
        super(problems.stream().map(Printable::line).collect(Collectors.joining("\n")));
        this.problems = problems.stream().map(Printable::line).toList();
    }

    /** Tells of one problem. */
    public ExperimentException(String problem) {
        this(List.of(problem));
    }

    /** The problems in the order of the file, at least one, each a single line. */
    public List<String> problems() {
        return problems;
    }
}
