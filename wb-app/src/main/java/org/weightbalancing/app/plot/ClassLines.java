package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** One line for each method over the classes, before bars of their training images. */
record ClassLines(ByFrequency classes, List<Series> methods) {

    private static final double SPREAD = 0.6;
    private static final double MOST_APART = 0.15;
    private static final int FAINT = 60;
    // Drawn first, as the last of the data.
    private static final int BARS = 3;
    private static final AffineTransform LARGER = AffineTransform.getScaleInstance(1.4, 1.4);

    boolean empty() {
        return classes.classes() == 0 || methods.stream().noneMatch(Series::hasNumber);
    }

    XYPlot plot(ValueAxis values) {
        XYPlot plot = PlotStyle.plot(classes.smoothAxis(), values);
        plot.setDataset(0, lines(0));
        plot.setRenderer(0, SeriesStyle.apply(new SparseMarks(lines(0)), methods.size()));
        addCounts(plot);
        return plot;
    }

    /** The same for values that jump from class to class: where classes stand alone, marks side by side on faint lines. */
    XYPlot marks(ValueAxis values) {
        if (classes.reach() > 0) {
            return plot(values);
        }
        XYPlot plot = PlotStyle.plot(classes.smoothAxis(), values);
        double apart = Math.min(MOST_APART, SPREAD / Math.max(1, methods.size() - 1));
        XYLineAndShapeRenderer marks = SeriesStyle.apply(new XYLineAndShapeRenderer(false, true), methods.size());
        for (int i = 0; i < methods.size(); i++) {
            marks.setSeriesShape(i, LARGER.createTransformedShape(SeriesStyle.marker(i)));
        }
        plot.setDataset(0, lines(apart));
        plot.setRenderer(0, marks);
        plot.setDataset(2, lines(apart));
        plot.setRenderer(2, faint());
        addCounts(plot);
        return plot;
    }

    private XYLineAndShapeRenderer faint() {
        XYLineAndShapeRenderer lines = SeriesStyle.apply(new XYLineAndShapeRenderer(true, false), methods.size());
        lines.setDefaultSeriesVisibleInLegend(false);
        for (int i = 0; i < methods.size(); i++) {
            Color colour = SeriesStyle.colour(i);
            lines.setSeriesPaint(i, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT));
            lines.setSeriesStroke(i, new BasicStroke(1.2f));
        }
        return lines;
    }

    private void addCounts(XYPlot plot) {
        XYSeriesCollection counts = classes.bars();
        DecadeAxis axis = DecadeAxis.over("training images (bars)", List.of(1.0, (double) classes.largest()));
        axis.setRange(0.7, 1.15 * Math.max(classes.largest(), 1));
        plot.setRangeAxis(1, axis);
        plot.setDataset(BARS, counts);
        XYBarRenderer renderer = classes.barRenderer(PlotStyle.BARS);
        renderer.setDefaultSeriesVisibleInLegend(false);
        plot.setRenderer(BARS, renderer);
        plot.mapDatasetToRangeAxis(BARS, 1);
    }

    // Each method stands so far to the right of the one before.
    private XYSeriesCollection lines(double apart) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (int i = 0; i < methods.size(); i++) {
            XYSeries line = Lines.series(lines, methods.get(i).name());
            double[] values = classes.smooth(methods.get(i).values());
            for (int place = 0; place < values.length; place++) {
                line.add(place + apart * (i - (methods.size() - 1) / 2.0), values[place]);
            }
            lines.addSeries(line);
        }
        return lines;
    }

    String names() {
        return methods.stream().map(Series::name).collect(Collectors.joining(", "));
    }
}
