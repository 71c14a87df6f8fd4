package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** A number in the middle is drawn in the colour of the series; NaN leaves a gap there. */
final class GapsTest {

    private static final Color SECOND = SeriesStyle.colour(1);
    // Between the first and the last of three points, below the legend, above the axis.
    private static final Rectangle MIDDLE = new Rectangle(450, 60, 200, 560);

    private static void gapOnlyOfNaN(DoubleFunction<Picture> picture, double number, Rectangle area) {
        assertThat(Pixels.of(picture.apply(number)).count(SECOND, area)).isGreaterThan(30);
        assertThat(Pixels.of(picture.apply(Double.NaN)).count(SECOND, area)).isZero();
    }

    private static List<Series> second(double middle) {
        return List.of(Series.of("first", 0.2, 0.2, 0.2), Series.of("second", 0.5, middle, 0.6));
    }

    @Test
    void accuracyOfAClass() {
        gapOnlyOfNaN(m -> new ClassAccuracyPlot(SamplePlots.COUNTS, second(m)).picture(), 0.5, MIDDLE);
    }

    @Test
    void normOfARow() {
        gapOnlyOfNaN(m -> new ClassifierNormPlot(SamplePlots.COUNTS, second(m)).picture(), 0.5, MIDDLE);
    }

    @Test
    void marginalLikelihood() {
        gapOnlyOfNaN(m -> new MarginalLikelihoodPlot(SamplePlots.COUNTS, second(m)).picture(), 0.5, MIDDLE);
        Pixels zero = Pixels.of(new MarginalLikelihoodPlot(SamplePlots.COUNTS, second(0)).picture());
        assertThat(zero.count(SECOND, MIDDLE)).isZero();
    }

    @Test
    void lossOfAnEpoch() {
        gapOnlyOfNaN(m -> SamplePlots.curves("second", m).picture(), 1, new Rectangle(500, 60, 200, 150));
    }

    @Test
    void accuracyAtADecay() {
        gapOnlyOfNaN(m -> SamplePlots.decay("second", m).picture(), 0.4, MIDDLE);
    }

    @Test
    void measureOfAnEpoch() {
        gapOnlyOfNaN(m -> SamplePlots.geometry("second", m).picture(), 0.5, new Rectangle(220, 60, 180, 250));
    }

    @Test
    void pointInThePlane() {
        // Faint at its start: not the full colour.
        Rectangle start = new Rectangle(480, 45, 80, 40);
        assertThat(Pixels.of(SamplePlots.plane("second", 0.5).picture()).coloured(start))
                .isGreaterThan(100);
        assertThat(Pixels.of(SamplePlots.plane("second", Double.NaN).picture()).coloured(start))
                .isZero();
    }

    @Test
    void lossesThatAreNotFiniteLeaveAGapToo() {
        Pixels pixels =
                Pixels.of(SamplePlots.curves("second", Double.POSITIVE_INFINITY).picture());
        assertThat(pixels.count(SECOND, new Rectangle(500, 60, 200, 150))).isZero();
    }

    @Test
    void measuredAccuraciesAreJoinedOverEpochsThatWereNot() {
        Pixels pixels = Pixels.of(SamplePlots.curves("second", 1).picture());
        assertThat(pixels.count(SECOND, new Rectangle(500, 250, 200, 160))).isGreaterThan(30);
    }

    @Test
    void missingCellsAreGrey() {
        assertThat(Pixels.of(SamplePlots.heatMap("s", 1.5).picture()).count(ColourRamp.MISSING))
                .isLessThan(2000);
        // One of 2 x 3 cells of about 1000 x 600 pixels.
        assertThat(Pixels.of(SamplePlots.heatMap("s", Double.NaN).picture()).count(ColourRamp.MISSING))
                .isBetween(85_000, 115_000);
    }

    @Test
    void classesWithoutTestImagesAreGreyRowsOfTheConfusions() {
        Pixels pixels =
                Pixels.of(new ConfusionPlot("m", SamplePlots.confusions(List.of(3, 2), 0, 0, 0, 1), 100, 20).picture());
        assertThat(pixels.count(ColourRamp.MISSING)).isBetween(250_000, 350_000);
    }
}
