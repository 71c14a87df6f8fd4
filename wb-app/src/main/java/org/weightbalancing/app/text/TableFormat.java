package org.weightbalancing.app.text;

import java.util.Locale;

/** How a table is printed. */
public enum TableFormat {
    /** For people at a terminal. */
    TEXT,
    /** RFC 4180. */
    CSV,
    /** RFC 8259. */
    JSON,
    /** GitHub Flavored Markdown. */
    MARKDOWN,
    /** A tabular of the package booktabs. */
    LATEX;

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
