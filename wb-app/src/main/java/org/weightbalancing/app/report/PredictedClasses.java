package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what the methods of a complete run take each test image for. */
final class PredictedClasses {

    private static final String CLASS = "class";

    private PredictedClasses() {}

    /**
     * Reads predictions.csv.
     *
     * @return nothing if it is not there
     * @throws ReportException if a cell that names an image or a class does not, with the line
     */
    static Optional<CsvTable> read(Path file, ReportedResults results) {
        Optional<CsvTable> table = CsvTable.read(file);
        for (CsvTable.Row row : table.map(CsvTable::rows).orElse(List.of())) {
            row.whole("image");
            inside(row, CLASS, results.classes());
            results.methods().stream()
                    .map(ReportedMethod::label)
                    .filter(row.header()::contains)
                    .forEach(method -> inside(row, method, results.classes()));
        }
        return table;
    }

    private static void inside(CsvTable.Row row, String column, int classes) {
        int value = row.whole(column);
        if (value < 0 || value >= classes) {
            throw new ReportException(row.table() + ", line " + row.number() + ": " + column + " is " + value
                    + ", but classes are 0 to " + (classes - 1));
        }
    }

    /** The class of each test image. */
    static int[] truth(CsvTable table) {
        return column(table, CLASS);
    }

    /** What a method takes each test image for; nothing if the table has no such method. */
    static Optional<int[]> of(CsvTable table, ReportedMethod method) {
        return table.header().contains(method.label()) ? Optional.of(column(table, method.label())) : Optional.empty();
    }

    private static int[] column(CsvTable table, String name) {
        return table.rows().stream().mapToInt(row -> row.whole(name)).toArray();
    }
}
