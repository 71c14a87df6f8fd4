package org.weightbalancing.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightbalancing.app.plot.ConfusionPlot;

/** Confusion matrices of the first method and the most accurate one, from predictions.csv. */
final class ConfusionPictures {

    private ConfusionPictures() {}

    static List<Figure> of(ReportedRun run) {
        if (run.results().isEmpty() || run.methods().isEmpty()) {
            return List.of();
        }
        ReportedResults results = run.results().get();
        Optional<CsvTable> predictions = CsvTable.read(run.path().resolve("predictions.csv"));
        return Stream.concat(results.methods().stream().limit(1), ResultPictures.best(results).stream())
                .distinct()
                .flatMap(method -> predictions.stream()
                        .filter(table -> table.header().contains(method.label()))
                        .map(table -> figure(results, method.label(), table)))
                .toList();
    }

    private static Figure figure(ReportedResults results, String method, CsvTable predictions) {
        return new Figure(
                "Confusions of " + method,
                "Of the test images of each class (rows), how many per cent are taken for each class (columns). Marks below"
                        + " the diagonal are rare classes taken for frequent ones.",
                "",
                true,
                new ConfusionPlot(
                                method,
                                results.trainCounts(),
                                counts(results.classes(), method, predictions),
                                results.manyAbove(),
                                results.fewBelow())
                        .picture());
    }

    private static List<List<Integer>> counts(int classes, String method, CsvTable predictions) {
        int[][] counts = new int[classes][classes];
        for (CsvTable.Row row : predictions.rows()) {
            counts[inside(row, "class", classes)][inside(row, method, classes)]++;
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (int[] line : counts) {
            lists.add(Arrays.stream(line).boxed().toList());
        }
        return lists;
    }

    private static int inside(CsvTable.Row row, String column, int classes) {
        int value = row.whole(column);
        if (value < 0 || value >= classes) {
            Path file = row.table();
            throw new ReportException(file + ", line " + row.number() + ": " + column + " is " + value
                    + ", but classes are 0 to " + (classes - 1));
        }
        return value;
    }
}
