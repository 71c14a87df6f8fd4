package org.weightbalancing.app.text;

import java.util.List;

/** A language that tables are written in. */
public interface Markup {

    /** A text that means nothing but itself. */
    String escaped(String text);

    /** A text in bold; it is escaped. */
    String bold(String escaped);

    /**
     * A table.
     *
     * @param header the headings, escaped
     * @param numeric whether a column holds numbers, which are aligned right
     * @param rows escaped cells
     * @param note a sentence below, escaped
     */
    String table(List<String> header, List<Boolean> numeric, List<List<String>> rows, String note);
}
