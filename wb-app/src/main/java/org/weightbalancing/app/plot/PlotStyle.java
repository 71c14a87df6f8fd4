package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** The one look of all pictures: colours, letters, axes and legends. */
final class PlotStyle {

    static final int WIDTH = 1200;
    static final int HEIGHT = 700;
    static final Color INK = new Color(0x222222);
    static final Color GRID = new Color(0xD4D4D4);
    static final Color BARS = new Color(0xE2E2E2);
    static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
    static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    static final Color BLUE = new Color(0x0072B2);
    static final Color GREEN = new Color(0x009E73);
    static final Color RED = new Color(0xD55E00);

    static {
        // Otherwise upright labels are outlines in SVG, neither searchable nor in the font of the page.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private PlotStyle() {}

    /** The largest of 1, 2 and 5 times a power of ten that is not above a positive number. */
    static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double digit = most / power;
        return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
    }

    static NumberAxis axis(String label) {
        NumberAxis axis = styled(new NumberAxis(label));
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    /** An axis for the finite ones of the values, with room around them where they are all the same. */
    static NumberAxis axis(String label, Collection<Double> values) {
        NumberAxis axis = axis(label);
        DoubleSummaryStatistics finite = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .summaryStatistics();
        double largest = Math.max(Math.abs(finite.getMin()), Math.abs(finite.getMax()));
        if (finite.getCount() > 0 && finite.getMax() - finite.getMin() <= 1e-9 * largest) {
            double room = largest == 0 ? 1 : 0.5 * largest;
            axis.setRange(finite.getMin() - room, finite.getMin() + room);
        }
        return axis;
    }

    static <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(LABELS);
        axis.setTickLabelFont(TICKS);
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        return axis;
    }

    static XYPlot plot(ValueAxis domain, ValueAxis range) {
        XYPlot plot = new XYPlot();
        // Room around the numbers, so that JFreeChart takes fewer of them.
        range.setTickLabelInsets(new RectangleInsets(10, 4, 10, 4));
        plot.setDomainAxis(domain);
        plot.setRangeAxis(range);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinesVisible(false);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    static JFreeChart chart(Plot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(null, LABELS, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 8, 16));
        if (legend) {
            chart.addLegend(legend(plot));
        }
        return chart;
    }

    static LegendTitle legend(LegendItemSource items) {
        LegendTitle legend = new LegendTitle(items);
        legend.setPosition(RectangleEdge.TOP);
        legend.setItemFont(TICKS);
        legend.setItemPaint(INK);
        legend.setFrame(BlockBorder.NONE);
        legend.setItemLabelPadding(new RectangleInsets(2, 7, 2, 14));
        return legend;
    }

    static TextTitle title(String text) {
        TextTitle title = new TextTitle(text, LABELS);
        title.setPaint(INK);
        return title;
    }

    static XYBarRenderer bars(Color colour) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setUseYInterval(false);
        renderer.setLegendBar(new Rectangle2D.Double(-8, -6, 16, 12));
        renderer.setSeriesPaint(0, colour);
        return renderer;
    }

    static Picture picture(JFreeChart chart, String alt) {
        return new Picture(WIDTH, HEIGHT, alt, chart::draw);
    }
}
