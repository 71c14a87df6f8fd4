package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What epochs.csv tells of one epoch.
 *
 * @param epoch its number in its stage, from 0
 * @param learningRate of it
 * @param loss mean over the training images
 * @param split that the class accuracy was measured on; empty if nothing was
 * @param classAccuracy mean over the classes; NaN if nothing was measured
 * @param seconds that it took
 * @param rowsProjected by MaxNorm; empty where the stage has none
 * @param meanShrink mean over these rows of 1 - radius/norm; NaN if there is none
 */
record EpochLine(
        int epoch,
        double learningRate,
        double loss,
        String split,
        double classAccuracy,
        double seconds,
        OptionalLong rowsProjected,
        double meanShrink) {

    /** Reads the file, the epochs of each stage in the order of the stages; empty if it is not there. */
    static Map<String, List<EpochLine>> read(Path file) {
        Map<String, List<EpochLine>> stages = new LinkedHashMap<>();
        for (CsvTable.Row row : CsvTable.read(file).map(CsvTable::rows).orElse(List.of())) {
            stages.computeIfAbsent(row.text("stage"), stage -> new ArrayList<>())
                    .add(of(row));
        }
        return stages;
    }

    private static EpochLine of(CsvTable.Row row) {
        return new EpochLine(
                row.whole("epoch"),
                row.number("learning-rate"),
                row.number("loss"),
                row.text("split"),
                row.number("class-accuracy"),
                row.number("seconds"),
                row.text("rows-projected").isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(row.whole("rows-projected")),
                row.number("mean-shrink"));
    }
}
