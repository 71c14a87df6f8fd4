package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws how the classifier's rows of some classes move in a plane over the epochs: faint at the start, strong at the end,
 * with a ray from the origin to the last point (figure 7 of the weight balancing paper, arXiv 2203.14197). Both axes have
 * the same scale, so that lengths are norms and angles are angles. {@link PrincipalPlane} makes the coordinates.
 *
 * @param paths one for each class, most frequent first
 */
public record WeightPlanePlot(List<Path> paths) {

    private static final int WIDTH = 1100;
    private static final int HEIGHT = 950;
    private static final double MARGIN = 1.15;
    private static final String SPACE = "\u00a0\u00a0";

    /** Keeps a copy. */
    public WeightPlanePlot {
        paths = List.copyOf(paths);
    }

    /**
     * The way of one class's row.
     *
     * @param name of the class
     * @param points in the order of the epochs; NaN leaves a gap
     */
    public record Path(String name, List<Point> points) {

        /** Keeps a copy. */
        public Path {
            points = List.copyOf(points);
        }
    }

    /** A place in the plane. */
    public record Point(double x, double y) {

        private boolean finite() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    /** The picture, 1100 x 950. */
    public Picture picture() {
        double reach = points().flatMap(point -> Stream.of(Math.abs(point.x()), Math.abs(point.y())))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(reach)) {
            return Picture.noData(WIDTH, HEIGHT, "Rows of the classifier in a plane");
        }
        XYSeriesCollection lines = lines();
        XYPlot plot =
                PlotStyle.plot(axis("first coordinate of the row", reach), axis("second coordinate of the row", reach));
        plot.setDataset(lines);
        FadingLines renderer = PlotStyle.style(new FadingLines(lines), paths.size());
        // Each stretch has a shade of its own, which a line drawn as one path has not.
        renderer.setDrawSeriesLineAsPath(false);
        plot.setRenderer(renderer);
        plot.setDomainZeroBaselineVisible(true);
        plot.setRangeZeroBaselineVisible(true);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(PlotStyle.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        for (int i = 0; i < paths.size(); i++) {
            end(plot, PlotText.mark(lines.getSeriesKey(i).toString()), paths.get(i), i);
        }
        JFreeChart chart = PlotStyle.chart(plot, true);
        equalScales(chart, plot);
        return new Picture(
                WIDTH,
                HEIGHT,
                "Ways of the classifier's rows in a plane over the epochs, of the classes "
                        + paths.stream().map(Path::name).collect(Collectors.joining(", ")) + ".",
                chart::draw);
    }

    // Draws once to see how wide and high the field becomes, then lengthens the axis that has more room.
    private static void equalScales(JFreeChart chart, XYPlot plot) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        chart.createBufferedImage(WIDTH, HEIGHT, info);
        Rectangle2D field = info.getPlotInfo().getDataArea();
        double ratio = field.getWidth() / field.getHeight();
        double reach = plot.getRangeAxis().getUpperBound();
        if (ratio > 1) {
            plot.getDomainAxis().setRange(-reach * ratio, reach * ratio);
        } else {
            plot.getRangeAxis().setRange(-reach / ratio, reach / ratio);
        }
    }

    private Stream<Point> points() {
        return paths.stream().flatMap(path -> path.points().stream()).filter(Point::finite);
    }

    private static NumberAxis axis(String label, double reach) {
        NumberAxis axis = PlotStyle.axis(label);
        double safe = reach > 0 ? MARGIN * reach : 1;
        axis.setRange(-safe, safe);
        axis.setTickUnit(new NumberTickUnit(PlotStyle.step(safe / 4)));
        return axis;
    }

    private XYSeriesCollection lines() {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (Path path : paths) {
            XYSeries line = Lines.series(lines, path.name());
            path.points().forEach(point -> line.add(point.x(), point.finite() ? point.y() : Double.NaN));
            lines.addSeries(line);
        }
        return lines;
    }

    private static void end(XYPlot plot, String name, Path path, int series) {
        List<Point> known = path.points().stream().filter(Point::finite).toList();
        if (!known.isEmpty()) {
            Point last = known.get(known.size() - 1);
            Color colour = PlotStyle.colour(series);
            Color faint = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 110);
            plot.addAnnotation(new XYLineAnnotation(0, 0, last.x(), last.y(), new BasicStroke(1.4f), faint));
            boolean right = last.x() >= 0;
            XYTextAnnotation text = new XYTextAnnotation(right ? SPACE + name : name + SPACE, last.x(), last.y());
            text.setTextAnchor(right ? TextAnchor.HALF_ASCENT_LEFT : TextAnchor.HALF_ASCENT_RIGHT);
            text.setFont(PlotStyle.TICKS);
            text.setPaint(PlotStyle.INK);
            plot.addAnnotation(text);
        }
    }
}
