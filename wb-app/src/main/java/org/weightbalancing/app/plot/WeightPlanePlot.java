package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
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
    private static final double AXIS = 86;
    private static final double FAR = 8;

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

        private Optional<Point> end() {
            return points.stream().filter(Point::finite).reduce((before, last) -> last);
        }
    }

    /** A place in the plane. */
    public record Point(double x, double y) {

        private boolean finite() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    /** The picture: 1100 wide, at most 950 high, with axes that end a little beyond the points and names. */
    public Picture picture() {
        if (points().findAny().isEmpty()) {
            return Picture.noData(WIDTH, HEIGHT, "Rows of the classifier in a plane");
        }
        XYSeriesCollection lines = lines();
        XYPlot plot = plot(lines);
        JFreeChart chart = PlotStyle.chart(plot, true);
        Rectangle2D most = room(chart);
        List<PlaneLabel> labels = labels(lines);
        PlaneField field = PlaneField.around(
                points().mapToDouble(Point::x).toArray(),
                points().mapToDouble(Point::y).toArray(),
                labels,
                most.getWidth(),
                most.getHeight());
        field.show(plot);
        rays(plot);
        write(plot, labels, field.scale());
        return new Picture(
                WIDTH,
                (int) Math.round(HEIGHT - most.getHeight() + field.height()),
                "Ways of the classifier's rows in a plane over the epochs, of the classes "
                        + paths.stream().map(Path::name).collect(Collectors.joining(", ")) + ".",
                chart::draw);
    }

    private XYPlot plot(XYSeriesCollection lines) {
        NumberAxis second = PlotStyle.axis("second coordinate of the row");
        // As wide for any numbers, so that the width of the field is known before them.
        second.setFixedDimension(AXIS);
        XYPlot plot = PlotStyle.plot(PlotStyle.axis("first coordinate of the row"), second);
        plot.setDataset(lines);
        plot.setRenderer(FadingLines.of(lines));
        plot.setDomainZeroBaselineVisible(true);
        plot.setRangeZeroBaselineVisible(true);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(PlotStyle.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        return plot;
    }

    // Draws once to see what the legend and the axes leave.
    private static Rectangle2D room(JFreeChart chart) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        chart.createBufferedImage(WIDTH, HEIGHT, info);
        return info.getPlotInfo().getDataArea();
    }

    private Stream<Point> points() {
        return paths.stream().flatMap(path -> path.points().stream()).filter(Point::finite);
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

    private List<PlaneLabel> labels(XYSeriesCollection lines) {
        List<PlaneLabel> labels = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            String name = PlotText.mark(lines.getSeriesKey(i).toString());
            paths.get(i).end().ifPresent(end -> labels.add(PlaneLabel.of(name, end.x(), end.y())));
        }
        return labels;
    }

    private void rays(XYPlot plot) {
        for (int i = 0; i < paths.size(); i++) {
            Color colour = SeriesStyle.colour(i);
            Color faint = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 110);
            paths.get(i)
                    .end()
                    .ifPresent(end -> plot.addAnnotation(
                            new XYLineAnnotation(0, 0, end.x(), end.y(), new BasicStroke(1.4f), faint)));
        }
    }

    private static void write(XYPlot plot, List<PlaneLabel> labels, double scale) {
        double[] heights = PlaneLabel.apart(labels, scale);
        for (int i = 0; i < heights.length; i++) {
            PlaneLabel label = labels.get(i);
            double x = label.x() + (label.right() ? 1 : -1) * PlaneLabel.GAP / scale;
            if (Math.abs(heights[i] - label.y()) * scale > FAR) {
                plot.addAnnotation(
                        new XYLineAnnotation(label.x(), label.y(), x, heights[i], new BasicStroke(0.8f), Color.GRAY));
            }
            XYTextAnnotation text = new XYTextAnnotation(label.text(), x, heights[i]);
            text.setTextAnchor(label.right() ? TextAnchor.HALF_ASCENT_LEFT : TextAnchor.HALF_ASCENT_RIGHT);
            text.setFont(PlotStyle.TICKS);
            text.setPaint(PlotStyle.INK);
            plot.addAnnotation(text);
        }
    }
}
