package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What single plots draw where. */
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
                assertThat(pixels.count(PlotStyle.colour(m), new Rectangle(200, 45, 800, 590)))
                        .isGreaterThan(150);
            }
            assertThat(pixels.count(PlotStyle.BARS)).isGreaterThan(50_000);
        }
    }

    @Test
    void framesOfSamplesSayWhetherTheyAreRecognised() {
        Pixels pixels = Pixels.of(SamplePlots.montage("cat").picture());
        Color green = PlotStyle.GREEN;
        Color red = PlotStyle.RED;
        Rectangle first = new Rectangle(0, 0, 150, 140);
        Rectangle second = new Rectangle(150, 0, 150, 140);
        assertThat(pixels.count(green, first)).isGreaterThan(1000);
        assertThat(pixels.count(red, first)).isZero();
        assertThat(pixels.count(red, second)).isBetween(150, 900);
        assertThat(pixels.count(green, second)).isZero();
    }

    @Test
    void smallImagesGrowByAWholeFactorWithSharpPixels() {
        // 2 x 2 pixels grow 66 times, from (9, 6) on: red is the upper right quarter.
        Pixels pixels = Pixels.of(SamplePlots.montage("cat").picture());
        assertThat(pixels.count(Color.RED, new Rectangle(0, 0, 150, 140))).isEqualTo(66 * 66);
        assertThat(pixels.at(75, 6)).isEqualTo(Color.RED);
        assertThat(pixels.at(140, 71)).isEqualTo(Color.RED);
        assertThat(pixels.at(74, 6)).isEqualTo(Color.BLACK);
        assertThat(pixels.at(75, 72)).isEqualTo(Color.BLACK);
    }

    @Test
    void theFactorIsWholeWhereTheCellIsNotAMultiple() {
        // 132 / 5 = 26.4
        BufferedImage image = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 2, Color.RED.getRGB());
        Pixels pixels = Pixels.of(new SampleMontage(List.of(new SampleMontage.Sample(image, "a", "a"))).picture());
        assertThat(pixels.count(Color.RED)).isEqualTo(26 * 26);
        assertThat(pixels.count(Color.BLACK)).isEqualTo(24 * 26 * 26);
    }

    @Test
    void samplesKeepTheirOwnPixels() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        SampleMontage.Sample sample = new SampleMontage.Sample(image, "a", "b");
        image.setRGB(0, 0, 0xFFFFFF);
        sample.image().setRGB(0, 0, 0xFFFFFF);
        assertThat(sample.image().getRGB(0, 0)).isEqualTo(0xFF000000);
    }

    @Test
    void nineSamplesNeedTwoRows() {
        SampleMontage.Sample sample =
                new SampleMontage.Sample(new BufferedImage(400, 3, BufferedImage.TYPE_INT_RGB), "a", "a");
        Picture picture = new SampleMontage(Collections.nCopies(9, sample)).picture();
        assertThat(picture.height()).isEqualTo(2 * 192);
        assertThat(picture.alt()).isEqualTo("9 sample images with true and predicted class, 9 of them recognised.");
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
    void panelsOfReliabilityShareOneLegend() throws Exception {
        List<ReliabilityPlot.Bin> bins = List.of(new ReliabilityPlot.Bin(0.5, 1, 10, 0.8, 0.6));
        Picture picture = new ReliabilityPlot(List.of(
                        new ReliabilityPlot.Panel("a", bins),
                        new ReliabilityPlot.Panel("b", bins),
                        new ReliabilityPlot.Panel("c", bins)))
                .picture();
        assertThat(PicturesTest.texts(picture.svg()))
                .containsOnlyOnce("accuracy", "confidence too high", "confidence too low")
                .contains("a", "b", "c");
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
        assertThat(pixels.count(PlotStyle.colour(0), between)).isZero();
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
    void confidenceTooHighAndTooLowDifferInColour() {
        Color high = new Color(0xF3B98F);
        Color low = new Color(0xA9DCF5);
        Pixels over = Pixels.of(reliability(0.9, 0.3));
        Pixels under = Pixels.of(reliability(0.3, 0.9));
        Rectangle field = new Rectangle(100, 70, 1050, 375);
        assertThat(over.count(high, field)).isGreaterThan(80_000);
        assertThat(over.count(low, field)).isZero();
        assertThat(under.count(low, field)).isGreaterThan(80_000);
        assertThat(under.count(high, field)).isZero();
        assertThat(under.count(PlotStyle.BLUE, field)).isGreaterThan(40_000);
    }

    private static Picture reliability(double confidence, double accuracy) {
        return new ReliabilityPlot(List.of(new ReliabilityPlot.Panel(
                        "m", List.of(new ReliabilityPlot.Bin(0.0, 0.5, 5, confidence, accuracy)))))
                .picture();
    }

    @Test
    void expectedErrorIsWeightedByImages() {
        // 3/4 of the images with gap 0.2, 1/4 with gap 0.4: 0.25.
        Picture picture = new ReliabilityPlot(List.of(new ReliabilityPlot.Panel(
                        "m",
                        List.of(
                                new ReliabilityPlot.Bin(0, 0.5, 3, 0.4, 0.2),
                                new ReliabilityPlot.Bin(0.5, 0.8, 0, Double.NaN, Double.NaN),
                                new ReliabilityPlot.Bin(0.8, 1, 1, 0.9, 0.5)))))
                .picture();
        assertThat(picture.alt()).contains("m, ECE 25.0 %");
    }

    @Test
    void shotGroupsAreShadedAndCounted() throws Exception {
        Picture picture = new ClassFrequencyPlot(List.of(300, 101, 100, 20, 19), 100, 20).picture();
        assertThat(picture.alt()).endsWith("2 many-shot, 2 medium-shot, 1 few-shot.");
        assertThat(PicturesTest.texts(picture.svg())).contains("many-shot: 2", "medium-shot: 2", "few-shot: 1");
        assertThat(Pixels.of(picture).count(new Color(0xD6E6F2))).isGreaterThan(20_000);
    }

    @Test
    void thePlaneHasTheSameScaleEachWay() {
        // Four corners of a square; the ends of their rays are as far apart each way.
        List<WeightPlanePlot.Path> paths =
                List.of(path("a", 1, 1), path("b", 1, -1), path("c", -1, 1), path("d", -1, -1));
        Pixels pixels = Pixels.of(new WeightPlanePlot(paths).picture());
        Rectangle right = box(pixels, PlotStyle.colour(1), 45);
        Rectangle left = box(pixels, PlotStyle.colour(2), 45);
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
        assertThat(box(pixels, PlotStyle.colour(4), 130).getMaxX()).isBetween(700.0, 950.0);
    }

    @Test
    void manyBarsMeetWithoutStripes() {
        Pixels pixels = Pixels.of(new ClassFrequencyPlot(Collections.nCopies(700, 50), 100, 20).picture());
        assertThat(pixels.count(PlotStyle.BLUE, new Rectangle(120, 300, 1000, 100)))
                .isEqualTo(100_000);
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

    @Test
    void runsOfOneDecayAreRingsAroundTheirMean() {
        List<DecayPlot.Point> two =
                List.of(new DecayPlot.Point(0.1, 0.2, 0.2, 0.2, 0.1), new DecayPlot.Point(0.1, 0.2, 0.2, 0.2, 0.9));
        // Few-shot runs at 10 and 90 % with the mark of their mean at 50 %.
        Pixels pixels = Pixels.of(new DecayPlot("m", two).picture());
        Color few = PlotStyle.colour(3);
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
                .contains("(first dark, last light)")
                .doesNotContain("layer 3");
        assertThat(Pixels.of(picture).count(ColourRamp.over(0, 9.6).at(0))).isGreaterThan(100);
    }
}
