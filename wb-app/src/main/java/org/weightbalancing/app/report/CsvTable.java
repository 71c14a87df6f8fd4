package org.weightbalancing.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table of a run directory in CSV: names of columns, then lines of cells. A cell in quotes may hold commas, line breaks
 * and doubled quotes.
 *
 * @param file where it was read
 * @param header names of the columns
 * @param rows below them
 */
record CsvTable(Path file, List<String> header, List<Row> rows) {

    CsvTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * One line.
     *
     * @param table its file
     * @param number its place in the file, from 1
     * @param header names of the columns
     * @param cells may be more or fewer than names
     */
    record Row(Path table, int number, List<String> header, List<String> cells) {

        /** The cell of a column; empty if the table has no such column. */
        String text(String column) {
            int index = header.indexOf(column);
            return index < 0 || index >= cells.size() ? "" : cells.get(index);
        }

        /** The number in a column; NaN where it is empty or the table has no such column. */
        double number(String column) {
            return parsed(column, text(column));
        }

        /** The whole number in a column, which must be there. */
        int whole(String column) {
            double value = number(column);
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw malformed(column, text(column), "a whole number");
            }
            return (int) value;
        }

        /** The numbers from a place on; NaN where empty. */
        double[] numbersFrom(int first) {
            double[] values = new double[Math.max(0, cells.size() - first)];
            for (int i = 0; i < values.length; i++) {
                values[i] = parsed(i + first < header.size() ? header.get(i + first) : "", cells.get(i + first));
            }
            return values;
        }

        /** The finite ones of the numbers from a place on. */
        List<Double> finiteFrom(int first) {
            return Arrays.stream(numbersFrom(first))
                    .filter(Double::isFinite)
                    .boxed()
                    .toList();
        }

        /** Refuses a cell that is neither a number nor empty, but in one column. */
        void requireNumbers(String except) {
            for (int i = 0; i < cells.size(); i++) {
                String column = i < header.size() ? header.get(i) : "";
                if (!column.equals(except)) {
                    parsed(column, cells.get(i));
                }
            }
        }

        private double parsed(String column, String text) {
            if (text.isEmpty()) {
                return Double.NaN;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw malformed(column, text, "a number");
            }
        }

        private ReportException malformed(String column, String text, String allowed) {
            return new ReportException(
                    table + ", line " + number + ": " + column + " is '" + text + "', but " + allowed + " is needed");
        }
    }

    /**
     * Reads a file whose lines have as many cells as the header.
     *
     * @return nothing if it is not there or empty
     * @throws ReportException if it cannot be read, a line has another number of cells or the last one has no end
     */
    static Optional<CsvTable> read(Path file) {
        Optional<CsvTable> table = readRagged(file);
        for (Row row : table.map(CsvTable::rows).orElse(List.of())) {
            if (row.cells().size() != row.header().size()) {
                throw new ReportException(
                        file + ", line " + row.number() + " has " + row.cells().size() + " cells, but the header names "
                                + row.header().size());
            }
        }
        return table;
    }

    /** Reads a file whose lines may differ in length. */
    static Optional<CsvTable> readRagged(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return of(file, Files.readString(file));
        } catch (IOException e) {
            throw new ReportException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<CsvTable> of(Path file, String text) {
        CsvLines lines = new CsvLines(file, text);
        if (!lines.hasNext()) {
            return Optional.empty();
        }
        List<String> header = lines.next();
        List<Row> rows = new ArrayList<>();
        while (lines.hasNext()) {
            int number = lines.number();
            rows.add(new Row(file, number, header, List.copyOf(lines.next())));
        }
        if (!text.endsWith("\n")) {
            throw new ReportException(file + ", line " + (lines.number() - 1) + ": the file ends within this line");
        }
        return Optional.of(new CsvTable(file, header, rows));
    }
}
