package org.weightbalancing.app.plot;

import java.util.List;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/** Lays series of points over one another in a plot, each drawn in its own way; those added later are on top. */
final class Layers {

    private final XYPlot plot;
    private final XYSeriesCollection named = new XYSeriesCollection();
    private int count;

    Layers(XYPlot plot) {
        this.plot = plot;
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    }

    /** Adds points under a name in the legend, unless there are none. */
    void add(String name, XYItemRenderer renderer, List<Double> x, List<Double> y) {
        if (y.stream().noneMatch(Double::isFinite)) {
            return;
        }
        Lines.add(named, name, x, y);
        plot.setDataset(count, new XYSeriesCollection(named.getSeries(count)));
        plot.setRenderer(count, renderer);
        count++;
    }
}
