package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Takes the text of a CSV file apart, a line of cells at a time. */
final class CsvLines implements Iterator<List<String>> {

    private static final char QUOTE = '"';

    private final Path file;
    private final String text;
    private int at;
    private int number = 1;

    CsvLines(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The place in the file of the line that comes next, from 1. */
    int number() {
        return number;
    }

    @Override
    public boolean hasNext() {
        return at < text.length();
    }

    @Override
    public List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file + " has no more lines");
        }
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            cells.add(cell());
        }
        endLine();
        return cells;
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == QUOTE) {
            return quoted();
        }
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int line = number;
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == QUOTE && !text.startsWith("\"", at + 1)) {
                at++;
                return cell.toString();
            }
            if (c == QUOTE) {
                at++;
            }
            number += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        throw new ReportException(file + ", line " + line + ": a quote is not closed");
    }

    private void endLine() {
        if (text.startsWith("\r\n", at)) {
            at++;
        }
        if (at < text.length() && text.charAt(at) != '\n') {
            throw new ReportException(file + ", line " + number + ": '" + text.charAt(at)
                    + "' where a comma or the end of the line must be");
        }
        at++;
        number++;
    }
}
