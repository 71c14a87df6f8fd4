package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * Draws reliability diagrams: in each bin of confidence the accuracy as a bar and the gap to the mean confidence as a
 * shade of another colour, with the diagonal where both agree, and below the share of images in the bin (Guo and others,
 * On calibration of modern neural networks, 2017, figure 1).
 *
 * @param panels side by side, up to three in a row: say, before and after a temperature
 */
public record ReliabilityPlot(List<Panel> panels) {

    private static final int PANEL_HEIGHT = 600;
    private static final Color ACCURACY = PlotStyle.BLUE;
    private static final Color TOO_HIGH = new Color(0xF3B98F);
    private static final Color TOO_LOW = new Color(0xA9DCF5);
    private static final Color SHARES = new Color(0x777777);

    /** Keeps a copy. */
    public ReliabilityPlot {
        panels = List.copyOf(panels);
    }

    /**
     * One diagram.
     *
     * @param name stands above it
     * @param bins rising, not overlapping
     */
    public record Panel(String name, List<Bin> bins) {

        /** Keeps a copy. */
        public Panel {
            bins = List.copyOf(bins);
        }

        private long items() {
            return bins.stream().mapToLong(Bin::items).sum();
        }

        // Sum over bins of items in bin / items * |accuracy - confidence|.
        private double expectedError() {
            double items = items();
            return bins.stream()
                    .filter(Bin::shown)
                    .mapToDouble(bin -> bin.items() / items * Math.abs(bin.accuracy() - bin.confidence()))
                    .sum();
        }
    }

    /**
     * The images of one range of confidence.
     *
     * @param lower of the confidence, 0 to 1
     * @param upper above lower
     * @param items number of images
     * @param confidence mean, NaN where there is no image
     * @param accuracy fraction recognised, NaN where there is no image
     */
    public record Bin(double lower, double upper, long items, double confidence, double accuracy) {

        /**
         * A bin as given.
         *
         * @throws IllegalArgumentException if lower is not below upper or items is negative
         */
        public Bin {
            if (!(lower < upper) || items < 0) {
                throw new IllegalArgumentException("bin " + lower + " to " + upper + " with " + items
                        + " items, lower must be below upper and items at least 0");
            }
        }

        private boolean shown() {
            return items > 0 && Double.isFinite(confidence) && Double.isFinite(accuracy);
        }
    }

    /** The picture: 1200 wide, 600 high for each row of up to three panels under one legend. */
    public Picture picture() {
        List<Panel> drawn = panels.stream().filter(panel -> panel.items() > 0).toList();
        if (drawn.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Reliability diagram");
        }
        Grid grid = new Grid(
                drawn.stream().map(panel -> (Drawing) chart(panel)::draw).toList(), columns(drawn.size()));
        LegendAbove all = new LegendAbove(diagram(drawn.get(0)), grid);
        return new Picture(
                PlotStyle.WIDTH,
                PANEL_HEIGHT * grid.rows() + all.height(PlotStyle.WIDTH),
                "Reliability diagram, accuracy against confidence: "
                        + drawn.stream()
                                .map(panel -> panel.name() + ", ECE " + PlotText.percent(panel.expectedError()))
                                .collect(Collectors.joining("; "))
                        + ".",
                all);
    }

    private static int columns(int panels) {
        return panels == 4 ? 2 : Math.min(3, panels);
    }

    private static JFreeChart chart(Panel panel) {
        NumberAxis confidence = PlotStyle.axis("confidence, %");
        confidence.setRange(0, 100);
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(confidence);
        both.setGap(12);
        both.add(diagram(panel), 3);
        both.add(shares(panel), 1);
        JFreeChart chart = PlotStyle.chart(both, false);
        chart.setTitle(
                PlotStyle.title(PlotText.label(panel.name()) + "\nECE " + PlotText.percent(panel.expectedError())));
        return chart;
    }

    private static XYPlot diagram(Panel panel) {
        NumberAxis axis = PlotStyle.axis("accuracy, %");
        axis.setRange(0, 100);
        XYPlot plot = PlotStyle.plot(null, axis);
        XYIntervalSeries bars = new XYIntervalSeries("accuracy");
        XYIntervalSeries high = new XYIntervalSeries("confidence too high");
        XYIntervalSeries low = new XYIntervalSeries("confidence too low");
        for (Bin bin : panel.bins()) {
            if (bin.shown()) {
                add(bars, bin, 0, bin.accuracy());
                add(bin.confidence() > bin.accuracy() ? high : low, bin, bin.accuracy(), bin.confidence());
            }
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        List.of(bars, high, low).forEach(data::addSeries);
        plot.setDataset(data);
        plot.setRenderer(bars(ACCURACY, TOO_HIGH, TOO_LOW));
        plot.addAnnotation(new XYLineAnnotation(0, 0, 100, 100, SeriesStyle.stroke(1), PlotStyle.INK));
        return plot;
    }

    private static XYPlot shares(Panel panel) {
        NumberAxis axis = PlotStyle.axis("images, %");
        axis.setAutoRangeIncludesZero(true);
        XYPlot plot = PlotStyle.plot(null, axis);
        XYIntervalSeries bars = new XYIntervalSeries("images");
        double items = panel.items();
        panel.bins().forEach(bin -> add(bars, bin, 0, bin.items() / items));
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(bars);
        plot.setDataset(data);
        plot.setRenderer(bars(SHARES));
        return plot;
    }

    private static void add(XYIntervalSeries bars, Bin bin, double one, double other) {
        double low = 100 * Math.min(one, other);
        double high = 100 * Math.max(one, other);
        bars.add(50 * (bin.lower() + bin.upper()), 100 * bin.lower(), 100 * bin.upper(), high, low, high);
    }

    private static XYBarRenderer bars(Color... colours) {
        XYBarRenderer renderer = PlotStyle.bars(colours[0]);
        renderer.setUseYInterval(true);
        renderer.setDrawBarOutline(true);
        for (int i = 0; i < colours.length; i++) {
            renderer.setSeriesPaint(i, colours[i]);
            renderer.setSeriesOutlinePaint(i, Color.WHITE);
            renderer.setSeriesOutlineStroke(i, new BasicStroke(1));
        }
        return renderer;
    }
}
