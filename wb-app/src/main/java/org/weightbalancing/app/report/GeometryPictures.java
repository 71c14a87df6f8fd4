package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.weightbalancing.app.plot.GeometryPlot;
import org.weightbalancing.app.plot.PrincipalPlane;
import org.weightbalancing.app.plot.WeightPlanePlot;

/** Pictures of features and of the classifier's rows over the epochs. */
final class GeometryPictures {

    private static final String EPOCH = "epoch";

    private GeometryPictures() {}

    static List<Figure> of(ReportedRun run) {
        List<Figure> figures = new ArrayList<>();
        List<GeometryPlot.Panel> panels = panels(run.geometry());
        if (!panels.isEmpty()) {
            figures.add(new Figure(
                    "Geometry",
                    "Measures of the features in the epochs that were measured, and the effective learning rate (median over"
                            + " the layers). NC1 to NC4 fall to 0 as features collapse to their class means.",
                    "",
                    false,
                    new GeometryPlot(panels).picture()));
        }
        run.geometry().forEach((stage, geometry) -> run.classes()
                .flatMap(results -> plane(stage, geometry, results))
                .ifPresent(figures::add));
        return figures;
    }

    private static List<GeometryPlot.Panel> panels(Map<String, StageGeometry> geometry) {
        List<GeometryPlot.Panel> panels = new ArrayList<>();
        FeatureMeasures.WORDS.forEach((column, name) -> {
            List<GeometryPlot.Curve> curves = new ArrayList<>();
            geometry.forEach((stage, its) -> its.epochs().ifPresent(table -> curves.add(curve(stage, table, column))));
            panels.add(new GeometryPlot.Panel(name, curves));
        });
        List<GeometryPlot.Curve> rates = new ArrayList<>();
        geometry.forEach((stage, its) -> its.layers().ifPresent(table -> rates.add(effectiveRate(stage, table))));
        panels.add(new GeometryPlot.Panel("effective learning rate", rates));
        return panels.stream()
                .filter(panel -> panel.curves().stream()
                        .anyMatch(curve -> curve.values().stream().anyMatch(Double::isFinite)))
                .toList();
    }

    private static GeometryPlot.Curve curve(String stage, CsvTable table, String column) {
        return new GeometryPlot.Curve(
                stage,
                table.rows().stream().map(row -> row.whole(EPOCH)).toList(),
                table.rows().stream().map(row -> row.number(column)).toList());
    }

    private static GeometryPlot.Curve effectiveRate(String stage, CsvTable table) {
        Map<Integer, List<Double>> byEpoch = new TreeMap<>();
        for (CsvTable.Row row : table.rows()) {
            byEpoch.computeIfAbsent(row.whole(EPOCH), epoch -> new ArrayList<>())
                    .add(row.number("effective-learning-rate"));
        }
        return new GeometryPlot.Curve(
                stage,
                List.copyOf(byEpoch.keySet()),
                byEpoch.values().stream().map(GeometryPictures::median).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().filter(Double::isFinite).sorted().toList();
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    private static Optional<Figure> plane(String stage, StageGeometry geometry, ReportedResults results) {
        List<CsvTable.Row> rows = geometry.rows().map(CsvTable::rows).orElse(List.of()).stream()
                .filter(row -> row.finiteFrom(2).size() == row.header().size() - 2
                        && row.header().size() > 2
                        && row.whole("class") >= 0
                        && row.whole("class") < results.classes())
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double[][] vectors = rows.stream().map(row -> row.numbersFrom(2)).toArray(double[][]::new);
        PrincipalPlane plane = PrincipalPlane.of(vectors);
        Map<Integer, List<WeightPlanePlot.Point>> paths = paths(rows, plane.project(vectors));
        return Optional.of(new Figure(
                "Moving rows of the classifier in " + stage,
                "Rows of " + Numbers.count(paths.size(), "class", "classes")
                        + " from frequent to rare over the epochs, faint at the start, strong at the end, in the plane through"
                        + " the origin that they lie closest to." + share(plane.share(vectors))
                        + " Dots mark some of the epochs; a thin straight line joins the origin with the row at the end."
                        + " In the paper features have two dimensions.",
                "As in Figure 7 of the paper",
                true,
                new WeightPlanePlot(named(paths, results)).picture()));
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "" : " It holds " + Numbers.percent(share) + " of the rows' squared length.";
    }

    private static Map<Integer, List<WeightPlanePlot.Point>> paths(List<CsvTable.Row> rows, double[][] places) {
        Map<Integer, List<WeightPlanePlot.Point>> paths = new LinkedHashMap<>();
        for (int i = 0; i < places.length; i++) {
            paths.computeIfAbsent(rows.get(i).whole("class"), c -> new ArrayList<>())
                    .add(new WeightPlanePlot.Point(places[i][0], places[i][1]));
        }
        return paths;
    }

    private static List<WeightPlanePlot.Path> named(
            Map<Integer, List<WeightPlanePlot.Point>> paths, ReportedResults results) {
        return paths.entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> results.trainCounts().get(entry.getKey()), Comparator.reverseOrder()))
                .map(entry -> new WeightPlanePlot.Path(results.classNames().get(entry.getKey()), entry.getValue()))
                .toList();
    }
}
