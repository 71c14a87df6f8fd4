package org.weightbalancing.app.plot;

import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** One line for each method over the classes, before bars of their training images. */
record ClassLines(ByFrequency classes, List<Series> methods) {

    boolean empty() {
        return classes.classes() == 0 || methods.stream().noneMatch(Series::hasNumber);
    }

    XYPlot plot(ValueAxis values) {
        XYPlot plot = PlotStyle.plot(classes.smoothAxis(), values);
        plot.setDataset(0, lines());
        plot.setRenderer(0, PlotStyle.style(new SparseMarks(lines()), methods.size()));
        addCounts(plot);
        return plot;
    }

    private void addCounts(XYPlot plot) {
        XYSeriesCollection counts = classes.bars();
        DecadeAxis axis = DecadeAxis.over("training images (bars)", List.of(1.0, (double) classes.largest()));
        axis.setRange(0.7, 1.15 * Math.max(classes.largest(), 1));
        plot.setRangeAxis(1, axis);
        plot.setDataset(1, counts);
        XYBarRenderer renderer = classes.barRenderer(PlotStyle.BARS);
        renderer.setDefaultSeriesVisibleInLegend(false);
        plot.setRenderer(1, renderer);
        plot.mapDatasetToRangeAxis(1, 1);
    }

    private XYSeriesCollection lines() {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (int i = 0; i < methods.size(); i++) {
            XYSeries line = Lines.series(lines, methods.get(i).name());
            double[] values = classes.smooth(methods.get(i).values());
            for (int place = 0; place < values.length; place++) {
                line.add(place, values[place]);
            }
            lines.addSeries(line);
        }
        return lines;
    }

    String names() {
        return methods.stream().map(Series::name).collect(Collectors.joining(", "));
    }
}
