package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tables of geometry/NAME, each if it is there.
 *
 * @param epochs measures of the features, by epoch
 * @param classifierNorms norm of each row of the classifier, by epoch
 * @param featureNorms mean norm of each class's features, by epoch
 * @param layers norms and effective learning rate of each layer, by epoch
 * @param rows of the classifier of some classes, by epoch
 * @param filters norms of the filters of each layer, largest first
 */
record StageGeometry(
        Optional<CsvTable> epochs,
        Optional<CsvTable> classifierNorms,
        Optional<CsvTable> featureNorms,
        Optional<CsvTable> layers,
        Optional<CsvTable> rows,
        Optional<CsvTable> filters) {

    private static final List<String> WHOLE = List.of("epoch", "class");

    /** Reads a folder, which need not be there; malformed files are left out. */
    static StageGeometry read(Path folder, Damage damage) {
        return new StageGeometry(
                table(folder.resolve("epochs.csv"), damage),
                table(folder.resolve("classifier-norms.csv"), damage),
                table(folder.resolve("feature-norms.csv"), damage),
                table(folder.resolve("layers.csv"), damage),
                table(folder.resolve("rows.csv"), damage),
                damage.or(Optional.empty(), () -> checked(CsvTable.readRagged(folder.resolve("filters.csv")))));
    }

    private static Optional<CsvTable> table(Path file, Damage damage) {
        return damage.or(Optional.empty(), () -> checked(CsvTable.read(file)));
    }

    /** The table, once every cell but the names of layers is known to be a number. */
    private static Optional<CsvTable> checked(Optional<CsvTable> table) {
        table.map(CsvTable::rows).orElse(List.of()).forEach(row -> {
            WHOLE.stream().filter(row.header()::contains).forEach(row::whole);
            row.requireNumbers("layer");
        });
        return table;
    }
}
