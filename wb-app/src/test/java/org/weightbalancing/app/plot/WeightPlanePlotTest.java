package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Paths of weights in the plane. */
final class WeightPlanePlotTest {

    @Test
    void thePlaneHasTheSameScaleEachWay() {
        // Four corners of a square; the ends of their rays are as far apart each way.
        List<WeightPlanePlot.Path> paths =
                List.of(path("a", 1, 1), path("b", 1, -1), path("c", -1, 1), path("d", -1, -1));
        Pixels pixels = Pixels.of(new WeightPlanePlot(paths).picture());
        Rectangle right = box(pixels, SeriesStyle.colour(1), 45);
        Rectangle left = box(pixels, SeriesStyle.colour(2), 45);
        double across = right.getCenterX() - left.getCenterX();
        double down = right.getCenterY() - left.getCenterY();
        assertThat(across).isCloseTo(down, within(4.0)).isGreaterThan(500);
    }

    @Test
    void longNamesOfClassesLeaveThePathsInThePlane() {
        // All names in the legend are long, and one mark is far to the right.
        List<WeightPlanePlot.Path> paths = IntStream.range(0, 10)
                .mapToObj(i -> path("a class whose name is long, number " + i, i == 4 ? 1 : 0, 0.1 * i))
                .toList();
        Pixels pixels = Pixels.of(new WeightPlanePlot(paths).picture());
        assertThat(box(pixels, SeriesStyle.colour(4), 130).getMaxX()).isBetween(700.0, 950.0);
    }

    private static WeightPlanePlot.Path path(String name, double x, double y) {
        return new WeightPlanePlot.Path(
                name, List.of(new WeightPlanePlot.Point(0, 0), new WeightPlanePlot.Point(x, y)));
    }

    // Around what has the full colour below the legend: the last stretch of a path and the mark at its end.
    private static Rectangle box(Pixels pixels, Color colour, int top) {
        Rectangle box = new Rectangle(-1, -1);
        for (int y = top; y < 880; y++) {
            for (int x = 100; x < 1070; x++) {
                if (pixels.at(x, y).equals(colour) && pixels.at(x + 2, y).equals(colour)) {
                    box.add(x, y);
                }
            }
        }
        return box;
    }
}
