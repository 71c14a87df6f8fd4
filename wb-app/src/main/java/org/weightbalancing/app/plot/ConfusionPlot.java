package org.weightbalancing.app.plot;

import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;

/**
 * Draws which classes are taken for which: of the test images of each true class (row) the per cent predicted as each
 * class (column), both from frequent to rare, with lines between many-, medium- and few-shot classes. Colours go by the
 * square root, so that rare confusions are seen.
 *
 * <p>More than 200 classes are drawn in blocks of like frequency; the axis says of how many.
 *
 * @param method whose predictions they are
 * @param confusions of its predictions; a true class without images is grey
 * @param manyAbove a class with more training images is many-shot
 * @param fewBelow a class with fewer training images is few-shot
 */
public record ConfusionPlot(String method, Confusions confusions, int manyAbove, int fewBelow) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 900;

    /** The picture, 1000 x 900. */
    public Picture picture() {
        if (confusions.none()) {
            return Picture.noData(WIDTH, HEIGHT, "Confusion matrix");
        }
        String blocks = confusions.blocks().words();
        HeatMap map = new HeatMap(
                confusions.percent(),
                ColourRamp.rootOfPercent(),
                axis("predicted class, most frequent first" + blocks),
                axis("true class, most frequent on top" + blocks));
        drawGroups(map);
        return new Picture(
                WIDTH,
                HEIGHT,
                "Confusion matrix of " + method + " over "
                        + confusions.trainCounts().size()
                        + " classes, most frequent first, in per cent of each true class.",
                map.chart("% of the images of the true class")::draw);
    }

    private NumberAxis axis(String label) {
        NumberAxis axis = PlotStyle.axis(label);
        axis.setRange(-0.5, confusions.trainCounts().size() - 0.5);
        axis.setStandardTickUnits(new NumberTickUnitSource(true));
        return axis;
    }

    private void drawGroups(HeatMap map) {
        List<Integer> trainCounts = confusions.trainCounts();
        long classes = trainCounts.size();
        long many = trainCounts.stream().filter(count -> count > manyAbove).count();
        long few = trainCounts.stream().filter(count -> count < fewBelow).count();
        long[] borders = {0, many, classes - few, classes};
        List<String> names = List.of("many", "medium", "few");
        for (int group = 0; group < names.size(); group++) {
            double from = borders[group] - 0.5;
            double to = borders[group + 1] - 0.5;
            if (group > 0 && from > -0.5 && from < classes - 0.5) {
                map.line(from, -0.5, from, classes - 0.5);
                map.line(-0.5, from, classes - 0.5, from);
            }
            if (to - from > 0.1 * classes) {
                map.words(names.get(group), (from + to) / 2, -0.5 + 0.004 * classes);
            }
        }
    }
}
