package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.plot.FilterNormPlot;
import org.weightbalancing.app.plot.NormHeatMap;
import org.weightbalancing.app.plot.TrainingCurvesPlot;

/** Pictures of how training went: curves, growing norms, filters. */
final class TrainingPictures {

    private static final String CLASSIFIER = "classifier";

    private TrainingPictures() {}

    static List<Figure> of(ReportedRun run) {
        List<Figure> figures = new ArrayList<>();
        curves(run).ifPresent(figures::add);
        run.geometry().forEach((stage, geometry) -> run.classes()
                .flatMap(results -> heatMap(stage, geometry, results))
                .ifPresent(figures::add));
        filters(run.geometry()).ifPresent(figures::add);
        return figures;
    }

    private static Optional<Figure> curves(ReportedRun run) {
        List<TrainingCurvesPlot.Stage> stages = new ArrayList<>();
        run.epochs().forEach((stage, epochs) -> stages.add(stage(stage, epochs)));
        if (stages.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                "Training",
                "Mean loss over the training images, class accuracy on " + splits(run)
                        + " and learning rate in each epoch of each stage.",
                "",
                false,
                new TrainingCurvesPlot(stages).picture()));
    }

    private static TrainingCurvesPlot.Stage stage(String name, List<EpochLine> epochs) {
        return new TrainingCurvesPlot.Stage(
                name,
                epochs.stream().map(EpochLine::epoch).toList(),
                epochs.stream().map(EpochLine::loss).toList(),
                epochs.stream().map(EpochLine::classAccuracy).toList(),
                epochs.stream().map(EpochLine::learningRate).toList());
    }

    private static String splits(ReportedRun run) {
        List<String> splits = run.epochs().values().stream()
                .flatMap(List::stream)
                .map(EpochLine::split)
                .filter(split -> !split.isEmpty())
                .distinct()
                .map(split -> split + " images")
                .toList();
        return splits.isEmpty() ? "no images (not measured)" : Numbers.list(splits);
    }

    private static Optional<Figure> heatMap(String stage, StageGeometry geometry, ReportedResults results) {
        return geometry.classifierNorms()
                .filter(table -> !table.rows().isEmpty())
                .filter(table -> table.header().size() == results.classes() + 1)
                .map(table -> new Figure(
                        "Norms of the classifier's rows in " + stage,
                        "Norm of each class's row in each epoch, the most frequent class on top.",
                        "Figure 2 of the paper",
                        false,
                        heatMap(stage, results, table).picture()));
    }

    private static NormHeatMap heatMap(String stage, ReportedResults results, CsvTable table) {
        return new NormHeatMap(
                stage,
                results.trainCounts(),
                table.rows().stream().map(row -> row.whole("epoch")).toList(),
                table.rows().stream()
                        .map(row -> Arrays.stream(row.numbersFrom(1)).boxed().toList())
                        .toList());
    }

    private static Optional<Figure> filters(Map<String, StageGeometry> geometry) {
        // Stages that train the classifier and changes after training mostly keep the filters they start from.
        Map<List<List<Double>>, List<String>> networks = new LinkedHashMap<>();
        geometry.forEach((name, its) -> its.filters()
                .map(TrainingPictures::layers)
                .filter(layers -> !layers.isEmpty())
                .ifPresent(layers -> networks.computeIfAbsent(layers, same -> new ArrayList<>())
                        .add(name)));
        if (networks.isEmpty()) {
            return Optional.empty();
        }
        List<FilterNormPlot.Network> shown = networks.entrySet().stream()
                .map(network -> new FilterNormPlot.Network(String.join(", ", network.getValue()), network.getKey()))
                .limit(ResultPictures.MOST_METHODS)
                .toList();
        return Optional.of(new Figure(
                "Norms of the filters",
                "In each hidden layer the norms of its filters, largest first; the line is the mean over the layers, the band"
                        + " one standard deviation. Weight decay makes them small and alike.",
                "Figure 3 of the paper",
                false,
                new FilterNormPlot(shown).picture()));
    }

    private static List<List<Double>> layers(CsvTable table) {
        List<List<Double>> layers = new ArrayList<>();
        table.rows().stream()
                .filter(row -> !row.text("layer").equals(CLASSIFIER))
                .forEach(row -> layers.add(row.finiteFrom(1)));
        return layers.stream().filter(layer -> !layer.isEmpty()).toList();
    }
}
