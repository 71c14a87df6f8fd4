package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** A field of coloured cells, row 0 on top, with a bar that says what the colours mean. */
final class HeatMap {

    private final double[][] cells;
    private final ColourRamp ramp;
    private final XYPlot plot;

    /** The cells [row][column] over axes in units of their own. */
    HeatMap(double[][] cells, ColourRamp ramp, NumberAxis columns, NumberAxis rows) {
        this.cells = cells;
        this.ramp = ramp;
        this.plot = PlotStyle.plot(columns, rows);
        rows.setInverted(true);
        plot.setRangeGridlinesVisible(false);
        double x = columns.getLowerBound();
        double y = rows.getLowerBound();
        plot.addAnnotation(
                new XYDataImageAnnotation(image(), x, y, columns.getUpperBound() - x, rows.getUpperBound() - y));
    }

    private BufferedImage image() {
        BufferedImage image = new BufferedImage(cells[0].length, cells.length, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells[row].length; column++) {
                image.setRGB(column, row, ramp.at(cells[row][column]).getRGB());
            }
        }
        return image;
    }

    /** Draws a thin white line over the cells. */
    void line(double x1, double y1, double x2, double y2) {
        plot.addAnnotation(new XYLineAnnotation(x1, y1, x2, y2, new BasicStroke(1.2f), Color.WHITE));
    }

    /** Writes white words on the cells, their top centre at the place. */
    void words(String words, double x, double y) {
        XYTextAnnotation text = new XYTextAnnotation(words, x, y);
        text.setFont(PlotStyle.TICKS);
        text.setPaint(Color.WHITE);
        text.setTextAnchor(TextAnchor.TOP_CENTER);
        plot.addAnnotation(text);
    }

    JFreeChart chart(String meaning) {
        JFreeChart chart = PlotStyle.chart(plot, false);
        NumberAxis axis = PlotStyle.axis(meaning);
        axis.setTickLabelInsets(new RectangleInsets(10, 4, 10, 4));
        PaintScaleLegend legend = new PaintScaleLegend(ramp, axis);
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setAxisLocation(AxisLocation.TOP_OR_RIGHT);
        legend.setStripWidth(22);
        legend.setAxisOffset(4);
        legend.setMargin(new RectangleInsets(20, 20, 60, 4));
        legend.setBackgroundPaint(Color.WHITE);
        chart.addSubtitle(legend);
        return chart;
    }
}
