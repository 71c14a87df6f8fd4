package org.weightbalancing.app.plot;

import java.util.List;
import org.jfree.chart.axis.NumberAxis;

/**
 * Draws the norm of each class's row of the classifier relative to the largest row of the same method, over the classes
 * from frequent to rare, before bars of their training images (figures 1b and 6, top, of arXiv 2203.14197).
 *
 * <p>With more than 40 classes each point is the mean over neighbours of like frequency; the axis says over how many.
 *
 * @param trainCounts training images of each class
 * @param norms for each method the norm of each class's row, at least 0; NaN where there is none
 */
public record ClassifierNormPlot(List<Integer> trainCounts, List<Series> norms) {

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if a method has not one norm for each class, or a count is negative
     */
    public ClassifierNormPlot {
        trainCounts = List.copyOf(trainCounts);
        norms = List.copyOf(norms);
        new ByFrequency(trainCounts).check(norms);
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        ClassLines lines = new ClassLines(
                new ByFrequency(trainCounts),
                norms.stream().map(ClassifierNormPlot::relative).toList());
        if (lines.empty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Norm of each row of the classifier");
        }
        NumberAxis values = PlotStyle.axis("norm of the classifier's row / largest");
        values.setRange(0, 1.03);
        return PlotStyle.picture(
                PlotStyle.chart(lines.plot(values), true),
                "Norm of each class's row of the classifier, relative to the largest, over " + trainCounts.size()
                        + " classes, most frequent first, of " + lines.names() + ".");
    }

    private static Series relative(Series series) {
        double largest = series.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return new Series(
                series.name(),
                series.values().stream().map(norm -> norm / largest).toList());
    }
}
