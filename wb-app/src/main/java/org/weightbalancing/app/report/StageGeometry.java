package org.weightbalancing.app.report;

import java.nio.file.Path;
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

    /** Reads a folder; it need not be there. */
    static StageGeometry read(Path folder) {
        return new StageGeometry(
                CsvTable.read(folder.resolve("epochs.csv")),
                CsvTable.read(folder.resolve("classifier-norms.csv")),
                CsvTable.read(folder.resolve("feature-norms.csv")),
                CsvTable.read(folder.resolve("layers.csv")),
                CsvTable.read(folder.resolve("rows.csv")),
                CsvTable.readRagged(folder.resolve("filters.csv")));
    }
}
