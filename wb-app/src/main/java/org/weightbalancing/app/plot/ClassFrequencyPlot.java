package org.weightbalancing.app.plot;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;

/**
 * Draws how many training images each class has, from frequent to rare on a log axis, over shades of the many-, medium-
 * and few-shot classes (figure 5 of the weight balancing paper, arXiv 2203.14197).
 *
 * @param trainCounts training images of each class; 0 leaves a gap
 * @param manyAbove a class with more training images is many-shot
 * @param fewBelow a class with fewer training images is few-shot
 */
public record ClassFrequencyPlot(List<Integer> trainCounts, int manyAbove, int fewBelow) {

    private static final Color MANY = new Color(0xD6E6F2);
    private static final Color MEDIUM = new Color(0xEFEFEF);
    private static final Color FEW = new Color(0xFBE3CF);
    private static final double NARROW = 0.08;

    /**
     * Keeps a copy.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public ClassFrequencyPlot {
        trainCounts = List.copyOf(trainCounts);
        new ByFrequency(trainCounts);
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        ByFrequency classes = new ByFrequency(trainCounts);
        if (classes.largest() == 0) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Training images of each class");
        }
        DecadeAxis images = DecadeAxis.over("training images of the class", List.of(1.0, (double) classes.largest()));
        images.setRange(0.7, 2.2 * classes.largest());
        XYPlot plot = PlotStyle.plot(classes.axis(), images);
        plot.setDataset(classes.bars());
        plot.setRenderer(classes.barRenderer(PlotStyle.BLUE));
        long many = trainCounts.stream().filter(count -> count > manyAbove).count();
        long few = trainCounts.stream().filter(count -> count < fewBelow).count();
        int all = trainCounts.size();
        shade(plot, 0, many, MANY, "many-shot");
        shade(plot, many, all - few, MEDIUM, "medium-shot");
        shade(plot, all - few, all, FEW, "few-shot");
        return PlotStyle.picture(
                PlotStyle.chart(plot, false),
                "Training images on a log axis of " + all + " classes, most frequent first: " + many + " many-shot, "
                        + (all - many - few) + " medium-shot, " + few + " few-shot.");
    }

    private void shade(XYPlot plot, long from, long to, Color colour, String name) {
        if (from < to) {
            IntervalMarker marker = new IntervalMarker(from - 0.5, to - 0.5, colour);
            marker.setAlpha(1);
            double share = (double) (to - from) / trainCounts.size();
            if (share > NARROW) {
                marker.setLabel(share > 2 * NARROW ? name + ": " + (to - from) : name.replace("-shot", ""));
            }
            marker.setLabelFont(PlotStyle.LABELS);
            marker.setLabelPaint(PlotStyle.INK);
            marker.setLabelBackgroundColor(colour);
            marker.setLabelAnchor(RectangleAnchor.TOP);
            marker.setLabelTextAnchor(TextAnchor.TOP_CENTER);
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
    }
}
