package org.weightbalancing.app.report;

import java.util.List;
import java.util.stream.Stream;
import org.weightbalancing.app.plot.ConfusionPlot;
import org.weightbalancing.app.plot.Confusions;

/** Confusion matrices of the first method and the most accurate one, from predictions.csv. */
final class ConfusionPictures {

    private ConfusionPictures() {}

    static List<Figure> of(ReportedRun run) {
        if (run.results().isEmpty() || run.methods().isEmpty()) {
            return List.of();
        }
        ReportedResults results = run.results().get();
        return Stream.concat(results.methods().stream().limit(1), ResultPictures.best(results).stream())
                .distinct()
                .flatMap(method -> run.predictions().stream()
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
                                confusions(results, method, predictions),
                                results.manyAbove(),
                                results.fewBelow())
                        .picture());
    }

    private static Confusions confusions(ReportedResults results, String method, CsvTable predictions) {
        return new Confusions(
                results.trainCounts(),
                predictions.rows().stream()
                        .map(row -> new Confusions.Prediction(row.whole("class"), row.whole(method))));
    }
}
