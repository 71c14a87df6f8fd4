package org.weightbalancing.app.plot;

import java.util.List;
import org.jfree.chart.axis.NumberAxis;

/**
 * Draws what share of a class's test images each method recognises, over the classes from frequent to rare, before bars
 * of their training images on a log axis (figure 1a of the weight balancing paper, arXiv 2203.14197).
 *
 * <p>Up to 40 classes have a mark for each method, side by side, on faint lines. With more each point is the mean over neighbours of like frequency; the axis says over how many.
 *
 * @param trainCounts training images of each class
 * @param accuracies for each method the fraction, 0 to 1, of each class; NaN where the class has no test image
 */
public record ClassAccuracyPlot(List<Integer> trainCounts, List<Series> accuracies) {

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if a method has not one value for each class, or a count is negative
     */
    public ClassAccuracyPlot {
        trainCounts = List.copyOf(trainCounts);
        accuracies = List.copyOf(accuracies);
        new ByFrequency(trainCounts).check(accuracies);
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        ClassLines lines = new ClassLines(
                new ByFrequency(trainCounts),
                accuracies.stream().map(ClassAccuracyPlot::percent).toList());
        if (lines.empty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Test accuracy of each class");
        }
        NumberAxis values = PlotStyle.axis("test accuracy of the class, %");
        values.setRange(-2, 102);
        return PlotStyle.picture(
                PlotStyle.chart(lines.marks(values), true),
                "Test accuracy in per cent over " + trainCounts.size() + " classes, most frequent first, of "
                        + lines.names() + ".");
    }

    private static Series percent(Series series) {
        return new Series(
                series.name(),
                series.values().stream().map(value -> 100 * value).toList());
    }
}
