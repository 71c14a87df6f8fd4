package org.weightbalancing.app;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Pictures of results in PNG: what each class reaches, and how long its row of the classifier is, over how many training
 * images it has (figures 1 and 6 of the weight balancing paper). Colours are Okabe and Ito's, safe for the colour-blind.
 */
final class Plots {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700;
    private static final Color BARS = new Color(0xD9D9D9);
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0x0072B2),
            new Color(0xCC79A7),
            new Color(0xB8A800));
    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
    private static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

    private Plots() {}

    /** Writes plots/accuracy.png and plots/norms.png. */
    static void write(Results results, RunDirectory directory) {
        directory.write(
                "plots/accuracy.png",
                png(chart(
                        results,
                        "test accuracy of the class, %",
                        (method, c) -> 100 * method.plain().classAccuracies()[c])));
        directory.write(
                "plots/norms.png",
                png(chart(results, "norm of the classifier's row, relative to the largest", Plots::relativeNorm)));
    }

    private static double relativeNorm(MethodResult method, int c) {
        double largest = method.norms().stream().mapToDouble(norm -> norm).max().orElse(Double.NaN);
        return method.norms().get(c) / largest;
    }

    private static JFreeChart chart(Results results, String label, BiFunction<MethodResult, Integer, Double> value) {
        List<Integer> byCount = IntStream.range(0, results.trainCounts().size())
                .boxed()
                .sorted(Comparator.comparing(results.trainCounts()::get, Comparator.reverseOrder()))
                .toList();
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(classAxis(byCount.size()));
        NumberAxis values = axis(new NumberAxis(label));
        values.setAutoRangeIncludesZero(true);
        plot.setRangeAxis(0, values);
        plot.setRangeAxis(1, countAxis(Collections.max(results.trainCounts())));
        plot.setDataset(0, lines(results, byCount, value));
        plot.setRenderer(0, lineRenderer(results.methods().size()));
        plot.setDataset(1, counts(results, byCount));
        plot.setRenderer(1, barRenderer());
        plot.mapDatasetToRangeAxis(1, 1);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(new Color(0xBFBFBF));
        plot.setDomainGridlinesVisible(false);
        JFreeChart chart = new JFreeChart(null, LABELS, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setPosition(RectangleEdge.TOP);
        chart.getLegend().setItemFont(TICKS);
        return chart;
    }

    private static NumberAxis classAxis(int classes) {
        int reach = reach(classes);
        NumberAxis axis = axis(new NumberAxis("classes, most frequent first"
                + (reach == 0 ? "" : "; lines are means over " + (2 * reach + 1) + " neighbours")));
        axis.setRange(-0.5, classes - 0.5);
        axis.setStandardTickUnits(new NumberTickUnitSource(true));
        axis.setTickUnit(new NumberTickUnit(Math.max(1, classes / 10)));
        return axis;
    }

    private static LogAxis countAxis(int largest) {
        LogAxis axis = axis(new LogAxis("training images (bars, log scale)"));
        axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
        axis.setRange(1, 1.1 * largest);
        // Ticks double: 8, 16, 32 ...
        axis.setTickUnit(new NumberTickUnit(Math.log10(2)));
        return axis;
    }

    private static <A extends org.jfree.chart.axis.ValueAxis> A axis(A axis) {
        axis.setLabelFont(LABELS);
        axis.setTickLabelFont(TICKS);
        return axis;
    }

    private static XYSeriesCollection lines(
            Results results, List<Integer> byCount, BiFunction<MethodResult, Integer, Double> value) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (MethodResult method : results.methods()) {
            XYSeries line = new XYSeries(method.stamp()
                    .map(stamp -> method.name() + " (" + stamp + ")")
                    .orElse(method.name()));
            for (int place = 0; place < byCount.size(); place++) {
                line.add(place, around(place, byCount, c -> value.apply(method, c)));
            }
            lines.addSeries(line);
        }
        return lines;
    }

    // Single classes of many are noise: each point is then the mean over its neighbours of like frequency.
    private static double around(int place, List<Integer> byCount, ToDoubleFunction<Integer> value) {
        int reach = reach(byCount.size());
        return IntStream.rangeClosed(Math.max(0, place - reach), Math.min(byCount.size() - 1, place + reach))
                .mapToDouble(i -> value.applyAsDouble(byCount.get(i)))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static int reach(int classes) {
        return classes / 40;
    }

    private static XYSeriesCollection counts(Results results, List<Integer> byCount) {
        XYSeries bars = new XYSeries("training images");
        for (int place = 0; place < byCount.size(); place++) {
            bars.add(place, results.trainCounts().get(byCount.get(place)));
        }
        XYSeriesCollection counts = new XYSeriesCollection(bars);
        counts.setIntervalWidth(0.8);
        return counts;
    }

    private static XYLineAndShapeRenderer lineRenderer(int methods) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        for (int i = 0; i < methods; i++) {
            renderer.setSeriesPaint(i, COLOURS.get(i % COLOURS.size()));
            renderer.setSeriesStroke(i, new BasicStroke(2.2f));
        }
        return renderer;
    }

    private static XYBarRenderer barRenderer() {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, BARS);
        renderer.setUseYInterval(false);
        return renderer;
    }

    private static byte[] png(JFreeChart chart) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ChartUtils.writeChartAsPNG(out, chart, WIDTH, HEIGHT);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
