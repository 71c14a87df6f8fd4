package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the stages went and what their networks look like inside, as the template wants it. */
final class TrainingTables {

    private static final String NAME = "name";
    private static final String CELLS = "cells";
    private static final String ROWS = "rows";

    private TrainingTables() {}

    /** A line for each stage: epochs, last learning rate and loss, last accuracy and on what, time. */
    static List<Map<String, Object>> stages(ReportedRun run) {
        List<Map<String, Object>> rows = new ArrayList<>();
        run.epochs().forEach((stage, epochs) -> rows.add(stage(stage, epochs)));
        return rows;
    }

    private static Map<String, Object> stage(String stage, List<EpochLine> epochs) {
        EpochLine last = epochs.get(epochs.size() - 1);
        double seconds = epochs.stream()
                .mapToDouble(EpochLine::seconds)
                .filter(Double::isFinite)
                .sum();
        String accuracy = Double.isNaN(last.classAccuracy())
                ? Numbers.UNDEFINED
                : Numbers.points(last.classAccuracy()) + " on " + last.split();
        return Map.of(
                NAME,
                stage,
                CELLS,
                List.of(
                        Integer.toString(epochs.size()),
                        Numbers.significant(last.learningRate()),
                        Numbers.significant(last.loss()),
                        accuracy,
                        projected(epochs),
                        Facts.duration(seconds)));
    }

    private static String projected(List<EpochLine> epochs) {
        return epochs.stream().anyMatch(epoch -> epoch.rowsProjected().isPresent())
                ? Long.toString(epochs.stream()
                        .mapToLong(epoch -> epoch.rowsProjected().orElse(0))
                        .sum())
                : Numbers.UNDEFINED;
    }

    /** The measures of the features in the last epoch that each stage was measured in. */
    static Map<String, Object> features(ReportedRun run) {
        List<String> columns = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        run.geometry().forEach((stage, geometry) -> last(geometry.epochs()).ifPresent(row -> {
            row.header().stream()
                    .filter(column -> !column.equals("epoch") && !columns.contains(column))
                    .forEach(columns::add);
            rows.add(Map.of(
                    NAME,
                    stage,
                    "epoch",
                    row.whole("epoch") + 1,
                    CELLS,
                    columns.stream()
                            .map(column -> Numbers.significant(row.number(column)))
                            .toList()));
        }));
        return Map.of("columns", columns.stream().map(FeatureMeasures::words).toList(), ROWS, rows);
    }

    /** The layers of each stage in the last epoch. */
    static List<Map<String, Object>> layers(ReportedRun run) {
        List<Map<String, Object>> stages = new ArrayList<>();
        run.geometry().forEach((stage, geometry) -> geometry.layers()
                .filter(table -> !table.rows().isEmpty())
                .ifPresent(table -> stages.add(layers(stage, table))));
        return stages;
    }

    private static Map<String, Object> layers(String stage, CsvTable table) {
        List<String> columns = table.header().stream()
                .filter(column -> !column.equals("epoch") && !column.equals("layer"))
                .toList();
        Map<String, CsvTable.Row> last = new LinkedHashMap<>();
        table.rows().forEach(row -> last.put(row.text("layer"), row));
        return Map.of(
                NAME,
                stage,
                "columns",
                columns.stream().map(column -> column.replace('-', ' ')).toList(),
                ROWS,
                last.entrySet().stream()
                        .map(entry -> Map.of(
                                NAME, entry.getKey(),
                                CELLS,
                                        columns.stream()
                                                .map(column -> Numbers.significant(
                                                        entry.getValue().number(column)))
                                                .toList()))
                        .toList());
    }

    private static Optional<CsvTable.Row> last(Optional<CsvTable> table) {
        return table.filter(it -> !it.rows().isEmpty())
                .map(it -> it.rows().get(it.rows().size() - 1));
    }
}
