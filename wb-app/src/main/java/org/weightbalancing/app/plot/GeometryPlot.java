package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws measures of features and classifier over the epochs (neural collapse, Fisher ratio, cosines, effective learning
 * rates) as small panels, three in a row.
 *
 * <p>More than eight curves of a panel, such as layers, go along a ramp of colours, and its legend names the first and the
 * last alone. A measure whose numbers are all positive and differ more than twentyfold has a log axis.
 *
 * @param panels one for each measure; those without a number are left out
 */
public record GeometryPlot(List<Panel> panels) {

    private static final int COLUMNS = 3;
    private static final int PANEL_HEIGHT = 330;
    private static final double WIDE = 20;
    private static final int FEW = 8;

    /** Keeps a copy. */
    public GeometryPlot {
        panels = List.copyOf(panels);
    }

    /**
     * One measure.
     *
     * @param measure stands above the panel
     * @param curves one for each stage or layer; the same place has the same colour in all panels
     */
    public record Panel(String measure, List<Curve> curves) {

        /** Keeps a copy. */
        public Panel {
            curves = List.copyOf(curves);
        }

        private List<String> names() {
            return curves.stream().map(Curve::name).toList();
        }

        private List<Double> numbers() {
            return curves.stream()
                    .flatMap(curve -> curve.values().stream())
                    .filter(Double::isFinite)
                    .toList();
        }
    }

    /**
     * The numbers of a stage or a layer.
     *
     * @param name stands in the legend
     * @param epochs counted from 0, drawn from 1
     * @param values one for each epoch; NaN leaves a gap
     */
    public record Curve(String name, List<Integer> epochs, List<Double> values) {

        /**
         * Keeps copies.
         *
         * @throws IllegalArgumentException if there is not one value for each epoch
         */
        public Curve {
            epochs = List.copyOf(epochs);
            values = List.copyOf(values);
            if (epochs.size() != values.size()) {
                throw new IllegalArgumentException("curve '" + name + "' has " + values.size()
                        + " values, must have one for each of its " + epochs.size() + " epochs");
            }
        }
    }

    /** The picture: 1200 wide, 330 high for each row of panels, and a legend above where one is for all of them. */
    public Picture picture() {
        List<Panel> drawn =
                panels.stream().filter(panel -> !panel.numbers().isEmpty()).toList();
        if (drawn.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PANEL_HEIGHT, "Measures over the epochs");
        }
        boolean shared = drawn.stream().map(Panel::names).distinct().count() == 1
                && drawn.get(0).curves().size() <= FEW;
        List<JFreeChart> charts =
                drawn.stream().map(panel -> chart(panel, !shared)).toList();
        Grid grid =
                new Grid(charts.stream().map(chart -> (Drawing) chart::draw).toList(), Math.min(COLUMNS, drawn.size()));
        LegendAbove all = new LegendAbove(charts.get(0).getPlot(), grid);
        return new Picture(
                PlotStyle.WIDTH,
                PANEL_HEIGHT * grid.rows() + (shared ? all.height(PlotStyle.WIDTH) : 0),
                "Small panels over the epochs of "
                        + drawn.stream().map(Panel::measure).collect(Collectors.joining(", ")) + ".",
                shared ? all : grid);
    }

    private static JFreeChart chart(Panel panel, boolean ownLegend) {
        NumberAxis epochs = PlotStyle.axis("epoch");
        epochs.setStandardTickUnits(new NumberTickUnitSource(true));
        XYSeriesCollection lines = new XYSeriesCollection();
        for (Curve curve : panel.curves()) {
            Lines.add(
                    lines,
                    curve.name(),
                    curve.epochs().stream().map(epoch -> epoch + 1).toList(),
                    curve.values());
        }
        int curves = panel.curves().size();
        XYPlot plot = PlotStyle.plot(epochs, axis(panel));
        // Panels are small: as many numbers as fit.
        plot.getRangeAxis().setTickLabelInsets(new RectangleInsets(3, 4, 3, 4));
        plot.setDataset(lines);
        plot.setRenderer(curves <= FEW ? SeriesStyle.apply(new SparseMarks(lines), curves) : ramp(curves));
        JFreeChart chart = PlotStyle.chart(plot, ownLegend);
        chart.setTitle(PlotStyle.title(PlotText.label(panel.measure())));
        return chart;
    }

    private static XYLineAndShapeRenderer ramp(int curves) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        // The light end of the ramp is too faint for a line on white.
        ColourRamp ramp = ColourRamp.over(0, 1.2 * (curves - 1));
        for (int i = 0; i < curves; i++) {
            renderer.setSeriesPaint(i, ramp.at(i));
            renderer.setSeriesStroke(i, new BasicStroke(1.8f));
            renderer.setSeriesVisibleInLegend(i, i == 0 || i == curves - 1);
        }
        return renderer;
    }

    private static ValueAxis axis(Panel panel) {
        List<Double> numbers = panel.numbers();
        double low = numbers.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = numbers.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return low > 0 && high / low > WIDE ? DecadeAxis.over(null, numbers) : PlotStyle.axis(null, numbers);
    }
}
