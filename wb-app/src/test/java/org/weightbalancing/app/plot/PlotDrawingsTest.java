package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the other plots draw where. */
final class PlotDrawingsTest {

    @Test
    void everyMethodIsDrawnInItsColour() {
        List<Series> six = IntStream.range(0, 6)
                .mapToObj(m -> Series.of("m" + m, 0.9 - 0.1 * m, 0.8 - 0.1 * m, 0.7 - 0.1 * m))
                .toList();
        for (Picture picture : List.of(
                new ClassAccuracyPlot(SamplePlots.COUNTS, six).picture(),
                new ClassifierNormPlot(SamplePlots.COUNTS, six).picture(),
                new MarginalLikelihoodPlot(SamplePlots.COUNTS, six).picture())) {
            Pixels pixels = Pixels.of(picture);
            for (int m = 0; m < 6; m++) {
                assertThat(pixels.count(SeriesStyle.colour(m), new Rectangle(200, 45, 800, 590)))
                        .isGreaterThan(150);
            }
            assertThat(pixels.count(PlotStyle.BARS)).isGreaterThan(50_000);
        }
    }

    @Test
    void frequentClassesStandOnTopOfTheHeatMap() {
        // Class 1 is the most frequent and has the largest norm: light on top, dark below.
        Pixels pixels =
                Pixels.of(new NormHeatMap("s", List.of(1, 9), List.of(0), List.of(List.of(0.0, 1.0)), 1).picture());
        assertThat(pixels.at(500, 100)).isEqualTo(ColourRamp.over(0, 1).at(1));
        assertThat(pixels.at(500, 500)).isEqualTo(ColourRamp.over(0, 1).at(0));
    }

    @Test
    void theSameNormHasTheSameColourInAllStagesOfOneScale() {
        Pixels small =
                Pixels.of(new NormHeatMap("balanced", List.of(9), List.of(0), List.of(List.of(1.0)), 4).picture());
        Pixels large =
                Pixels.of(new NormHeatMap("naive", List.of(9, 1), List.of(0), List.of(List.of(4.0, 1.0)), 4).picture());
        assertThat(small.at(500, 300)).isEqualTo(ColourRamp.over(0, 4).at(1)).isEqualTo(large.at(500, 500));
        assertThat(large.at(500, 100)).isEqualTo(ColourRamp.over(0, 4).at(4));
    }

    @Test
    void legendsOfLongNamesTakeMoreLines() throws Exception {
        List<Series> methods = IntStream.range(0, 5)
                .mapToObj(m -> Series.of("weight-balancing and tau-normalization, number " + m, 0.5, 0.5, 0.5))
                .toList();
        String svg =
                new ClassAccuracyPlot(SamplePlots.COUNTS, methods).picture().svg();
        assertThat(PicturesTest.texts(svg))
                .containsAll(methods.stream().map(Series::name).toList());
        assertThat(height(svg, methods.get(4).name()))
                .isGreaterThan(height(svg, methods.get(0).name()) + 30);
    }

    @Test
    void accuraciesOfSingleClassesAreMarksOnFaintLines() throws Exception {
        List<Series> one = List.of(Series.of("m", 0.9, 0.5, 0.1));
        Picture picture = new ClassAccuracyPlot(SamplePlots.COUNTS, one).picture();
        Pixels pixels = Pixels.of(picture);
        // Between the marks of classes 0 and 1 no pixel has the full colour, but some are darker than bars and ground.
        Rectangle between = new Rectangle(310, 100, 200, 300);
        assertThat(pixels.count(SeriesStyle.colour(0), between)).isZero();
        int faint = 0;
        for (int x = between.x; x < between.x + between.width; x++) {
            for (int y = between.y; y < between.y + between.height; y++) {
                faint += pixels.at(x, y).getRed() < 200 ? 1 : 0;
            }
        }
        assertThat(faint).isGreaterThan(100);
        assertThat(PicturesTest.texts(picture.svg())).containsOnlyOnce("m");
    }

    @Test
    void kindsThatWereNotMeasuredHaveNoPanel() throws Exception {
        Picture picture = new TrainingCurvesPlot(List.of(new TrainingCurvesPlot.Stage(
                        "s", List.of(0, 1), List.of(2.0, 1.0), List.of(Double.NaN, Double.NaN), List.of(0.1, 0.01))))
                .picture();
        assertThat(PicturesTest.texts(picture.svg()))
                .contains("loss", "learning rate")
                .doesNotContain("class accuracy, %");
        assertThat(picture.alt()).isEqualTo("Training curves, loss, learning rate, over the epochs of the stages s.");
    }

    @Test
    void lossesOfVeryDifferentSizeHaveALogAxis() throws Exception {
        Picture picture = new TrainingCurvesPlot(List.of(
                        new TrainingCurvesPlot.Stage("a", List.of(0, 1), List.of(4.0, 3.0), List.of(), List.of()),
                        new TrainingCurvesPlot.Stage("b", List.of(0, 1), List.of(0.02, 0.01), List.of(), List.of())))
                .picture();
        assertThat(PicturesTest.texts(picture.svg())).contains("0.02", "0.1", "2");
    }

    @Test
    void classesOfTheHeatMapCountFromTheTop() {
        List<Double> norms = List.of(1.0, 2.0, 3.0);
        String svg = new NormHeatMap("s", SamplePlots.COUNTS, List.of(10, 11), List.of(norms, norms), 3)
                .picture()
                .svg();
        assertThat(height(svg, "0")).isLessThan(height(svg, "1"));
        assertThat(height(svg, "1")).isLessThan(height(svg, "2"));
    }

    // The y of the first text with just these letters.
    private static double height(String svg, String text) {
        Matcher matcher = Pattern.compile("<text [^>]* y=\"([0-9.]+)\"[^>]*>" + text + "</text>")
                .matcher(svg);
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void confusionsAreSharesOfTheTrueClass() {
        // Ordered by frequency: class 1, class 0. Of class 1, 1 of 4 is taken for class 0.
        Pixels pixels = Pixels.of(new ConfusionPlot(
                        "m", SamplePlots.confusions(List.of(1, 9), 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1), 100, 0)
                .picture());
        ColourRamp ramp = ColourRamp.rootOfPercent();
        assertThat(pixels.at(250, 250)).isEqualTo(ramp.at(75));
        assertThat(pixels.at(650, 250)).isEqualTo(ramp.at(25));
        assertThat(pixels.at(250, 650)).isEqualTo(ramp.at(0));
        assertThat(pixels.at(650, 650)).isEqualTo(ramp.at(100));
    }

    @Test
    void manyClassesAreDrawnInBlocksAndTheAxesSaySo() throws Exception {
        int classes = 450;
        Confusions right = new Confusions(
                Collections.nCopies(classes, 5),
                IntStream.range(0, classes).mapToObj(c -> new Confusions.Prediction(c, c)));
        Picture confusion = new ConfusionPlot("m", right, 100, 20).picture();
        assertThat(PicturesTest.texts(confusion.svg())).contains("predicted class, most frequent first (blocks of 3)");
        assertThat(confusion.svg().length()).isLessThan(120_000);
    }

    @Test
    void shotGroupsAreShadedAndCounted() throws Exception {
        Picture picture = new ClassFrequencyPlot(List.of(300, 101, 100, 20, 19), 100, 20).picture();
        assertThat(picture.alt()).endsWith("2 many-shot, 2 medium-shot, 1 few-shot.");
        assertThat(PicturesTest.texts(picture.svg())).contains("many-shot: 2", "medium-shot: 2", "few-shot: 1");
        assertThat(Pixels.of(picture).count(new Color(0xD6E6F2))).isGreaterThan(20_000);
    }

    @Test
    void manyBarsMeetWithoutStripes() {
        Pixels pixels = Pixels.of(new ClassFrequencyPlot(Collections.nCopies(700, 50), 100, 20).picture());
        assertThat(pixels.count(PlotStyle.BLUE, new Rectangle(120, 300, 1000, 100)))
                .isEqualTo(100_000);
    }

    @Test
    void runsOfOneDecayAreRingsAroundTheirMean() {
        List<DecayPlot.Point> two =
                List.of(new DecayPlot.Point(0.1, 0.2, 0.2, 0.2, 0.1), new DecayPlot.Point(0.1, 0.2, 0.2, 0.2, 0.9));
        // Few-shot runs at 10 and 90 % with the mark of their mean at 50 %.
        Pixels pixels = Pixels.of(new DecayPlot("m", two).picture());
        Color few = SeriesStyle.colour(3);
        assertThat(pixels.count(few, new Rectangle(500, 45, 300, 90))).isBetween(1, 40);
        assertThat(pixels.count(few, new Rectangle(500, 250, 300, 130))).isGreaterThan(40);
    }

    @Test
    void measuresOfWideSpreadHaveALogAxisAndManyLayersARamp() throws Exception {
        List<Integer> epochs = List.of(0, 1);
        GeometryPlot.Panel wide =
                new GeometryPlot.Panel("nc1", List.of(new GeometryPlot.Curve("s", epochs, List.of(100.0, 0.5))));
        assertThat(PicturesTest.texts(new GeometryPlot(List.of(wide)).picture().svg()))
                .contains("0.5", "1", "2", "50", "100");
        GeometryPlot.Panel layers = new GeometryPlot.Panel(
                "rate",
                IntStream.range(0, 9)
                        .mapToObj(i -> new GeometryPlot.Curve("layer " + i, epochs, List.of(1.0 + i, 2.0 + i)))
                        .toList());
        Picture picture = new GeometryPlot(List.of(layers)).picture();
        assertThat(PicturesTest.texts(picture.svg()))
                .contains("rate", "layer 0", "layer 8")
                .doesNotContain("layer 1", "layer 3", "layer 7", "dark", "light");
        assertThat(Pixels.of(picture).count(ColourRamp.over(0, 9.6).at(0))).isGreaterThan(100);
    }
}
