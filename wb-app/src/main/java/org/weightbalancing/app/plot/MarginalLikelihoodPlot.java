package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;

/**
 * Draws the marginal likelihood of each class, the mean over the test images of the probability the method gives it, on a
 * log axis with a line at 1/C, where a method without preference lies (figure 6, bottom, of arXiv 2203.14197).
 *
 * <p>With more than 40 classes each point is the mean over neighbours of like frequency; the axis says over how many.
 *
 * @param trainCounts training images of each class
 * @param likelihoods for each method the marginal likelihood, 0 to 1, of each class; NaN and 0 leave a gap
 */
public record MarginalLikelihoodPlot(List<Integer> trainCounts, List<Series> likelihoods) {

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if a method has not one value for each class, or a count is negative
     */
    public MarginalLikelihoodPlot {
        trainCounts = List.copyOf(trainCounts);
        likelihoods = List.copyOf(likelihoods);
        new ByFrequency(trainCounts).check(likelihoods);
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        ByFrequency classes = new ByFrequency(trainCounts);
        ClassLines lines = new ClassLines(
                classes,
                likelihoods.stream().map(MarginalLikelihoodPlot::positive).toList());
        if (lines.empty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Marginal likelihood of each class");
        }
        double even = 1.0 / trainCounts.size();
        DecadeAxis values = DecadeAxis.over(
                "marginal likelihood of the class",
                Stream.concat(
                                Stream.of(even, even / 2, even * 2),
                                lines.methods().stream().flatMap(method -> method.values().stream()))
                        .toList());
        XYPlot plot = lines.plot(values);
        ValueMarker line = new ValueMarker(even, PlotStyle.INK, new BasicStroke(1.5f));
        line.setLabel("1/C");
        line.setLabelFont(PlotStyle.TICKS);
        line.setLabelPaint(PlotStyle.INK);
        line.setLabelBackgroundColor(Color.WHITE);
        line.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        line.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        plot.addRangeMarker(line);
        return PlotStyle.picture(
                PlotStyle.chart(plot, true),
                "Marginal likelihood on a log axis over " + trainCounts.size()
                        + " classes, most frequent first, with a line at 1/C, of " + lines.names() + ".");
    }

    private static Series positive(Series series) {
        return new Series(
                series.name(),
                series.values().stream()
                        .map(value -> value > 0 ? value : Double.NaN)
                        .toList());
    }
}
