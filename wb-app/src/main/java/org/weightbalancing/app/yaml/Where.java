package org.weightbalancing.app.yaml;

import java.util.Comparator;

/** Where a piece of YAML comes from: a place in a file (line and column from 1), or a whole source (line 0). */
public record Where(String source, int line, int column) implements Comparable<Where> {

    private static final Comparator<Where> READING_ORDER = Comparator.comparing((Where where) -> where.line == 0)
            .thenComparing(where -> where.line == 0 ? "" : where.source)
            .thenComparingInt(Where::line)
            .thenComparingInt(Where::column);

    /** A source as a whole, such as {@code --set seed=1}. */
    public static Where of(String source) {
        return new Where(source, 0, 0);
    }

    /** Reading order; sources without lines, such as {@code --set}, come last. */
    @Override
    public int compareTo(Where other) {
        return READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
