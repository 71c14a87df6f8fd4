package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.plot.FilterNormPlot;
import org.weightbalancing.app.plot.NormHeatMap;
import org.weightbalancing.app.plot.Picture;
import org.weightbalancing.app.plot.TrainingCurvesPlot;

/** Pictures of how training went: curves, growing norms, filters. */
final class TrainingPictures {

    private static final String CLASSIFIER = "classifier";

    private TrainingPictures() {}

    static List<Figure> of(ReportedRun run) {
        List<Figure> figures = new ArrayList<>();
        curves(run).ifPresent(figures::add);
        run.classes().ifPresent(results -> figures.addAll(heatMaps(run.geometry(), results)));
        filters(run.geometry()).ifPresent(figures::add);
        return figures;
    }

    private static Optional<Figure> curves(ReportedRun run) {
        if (run.epochs().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> losses = losses(run.settings());
        List<TrainingCurvesPlot.Stage> stages = new ArrayList<>();
        run.epochs().forEach((stage, epochs) -> stages.add(stage(stage, losses, epochs)));
        long kinds = run.epochs().keySet().stream()
                .flatMap(stage -> Optional.ofNullable(losses.get(stage)).stream())
                .distinct()
                .count();
        return Optional.of(new Figure(
                "Training",
                "In each epoch of each stage: mean loss over the training images" + accuracy(run)
                        + " and learning rate." + (kinds > 1 ? " Losses of different kinds do not compare." : ""),
                "",
                false,
                new TrainingCurvesPlot(stages).picture()));
    }

    /** The name of the loss of each stage that has one. */
    private static Map<String, String> losses(JsonNode settings) {
        Map<String, String> losses = new HashMap<>();
        for (JsonNode stage : settings.path("stages")) {
            JsonNode loss = stage.path("loss");
            String name = loss.isTextual() ? loss.asText() : loss.path("name").asText("");
            if (!name.isEmpty()) {
                losses.put(stage.path("name").asText(), name);
            }
        }
        return losses;
    }

    private static TrainingCurvesPlot.Stage stage(String name, Map<String, String> losses, List<EpochLine> epochs) {
        return new TrainingCurvesPlot.Stage(
                losses.containsKey(name) ? name + ": " + losses.get(name) : name,
                epochs.stream().map(EpochLine::epoch).toList(),
                epochs.stream().map(EpochLine::loss).toList(),
                epochs.stream().map(EpochLine::classAccuracy).toList(),
                epochs.stream().map(EpochLine::learningRate).toList());
    }

    private static String accuracy(ReportedRun run) {
        List<String> splits = run.epochs().values().stream()
                .flatMap(List::stream)
                .filter(epoch -> Double.isFinite(epoch.classAccuracy()))
                .map(EpochLine::split)
                .filter(split -> !split.isEmpty())
                .distinct()
                .map(split -> split + " images")
                .toList();
        return splits.isEmpty()
                ? ""
                : ", class accuracy (mean over the classes of the share of images recognised) on "
                        + Numbers.list(splits);
    }

    private static List<Figure> heatMaps(Map<String, StageGeometry> geometry, ReportedResults results) {
        Map<String, CsvTable> norms = new LinkedHashMap<>();
        geometry.forEach((stage, its) -> its.classifierNorms()
                .filter(table -> !table.rows().isEmpty())
                .filter(table -> table.header().size() == results.classes() + 1)
                .ifPresent(table -> norms.put(stage, table)));
        double largest = norms.values().stream()
                .flatMap(table -> table.rows().stream())
                .flatMap(row -> row.finiteFrom(1).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        String shared = norms.size() > 1 ? " The stages of this run share one colour scale." : "";
        return norms.entrySet().stream()
                .map(stage -> new Figure(
                        "Norms of the classifier's rows in " + stage.getKey(),
                        "Norm of each class's row in each epoch, the most frequent class on top." + shared,
                        "As in Figure 2 of the paper",
                        false,
                        heatMap(stage.getKey(), results, stage.getValue(), largest)))
                .toList();
    }

    private static Picture heatMap(String stage, ReportedResults results, CsvTable table, double largest) {
        return new NormHeatMap(
                        stage,
                        results.trainCounts(),
                        table.rows().stream().map(row -> row.whole("epoch")).toList(),
                        table.rows().stream()
                                .map(row -> Arrays.stream(row.numbersFrom(1))
                                        .boxed()
                                        .toList())
                                .toList(),
                        largest)
                .picture();
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
                "As in Figure 3 of the paper",
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
