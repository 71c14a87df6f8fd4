package org.weightbalancing.app.training;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.weightbalancing.app.folder.RunDirectory;

/** A table of a stage's geometry that grows by some lines an epoch; the epoch, from 0, is the first column. */
final class GeometryFile {

    private final RunDirectory directory;
    private final String name;
    private final StringBuilder lines;

    /** Begins a table, without a heading if that is empty; the file is made by {@link #write}. */
    GeometryFile(RunDirectory directory, String name, String header) {
        this.directory = directory;
        this.name = name;
        this.lines = new StringBuilder(header).append('\n');
    }

    /** Puts a heading over a table that has none yet. */
    void head(String header) {
        if (lines.length() == 1) {
            lines.insert(0, header);
        }
    }

    /** What a checkpoint keeps of it. */
    byte[] state() {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Goes on where a checkpoint was. */
    void resume(byte[] state) {
        lines.setLength(0);
        lines.append(new String(state, StandardCharsets.UTF_8));
    }

    /** Adds a line: the epoch, texts as they are, numbers as single floats, what is undefined empty. */
    void add(int epoch, List<String> texts, double... numbers) {
        lines.append(epoch);
        texts.forEach(text -> lines.append(',').append(text));
        for (double number : numbers) {
            lines.append(',').append(cell(number));
        }
        lines.append('\n');
    }

    /** Writes the table as it is. */
    void write() {
        directory.writeLazily(name, lines.toString());
    }

    private static String cell(double number) {
        return Double.isNaN(number) ? "" : Float.toString((float) number);
    }
}
