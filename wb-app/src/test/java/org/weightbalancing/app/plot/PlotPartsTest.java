package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;

/** Order, smoothing, ticks and words that plots share. */
final class PlotPartsTest {

    @Test
    void classesGoFromFrequentToRareAndTiesKeepTheirOrder() {
        assertThat(new ByFrequency(List.of(5, 9, 5, 0)).order()).containsExactly(1, 0, 2, 3);
    }

    @Test
    void upToFortyClassesStandAlone() {
        ByFrequency forty = new ByFrequency(Collections.nCopies(40, 1));
        List<Double> values = IntStream.range(0, 40).mapToObj(i -> (double) i).toList();
        assertThat(forty.smooth(values)).startsWith(0, 1, 2).endsWith(39);
        assertThat(forty.smoothAxis().getLabel()).isEqualTo("classes, most frequent first");
    }

    @Test
    void moreClassesAreMeansOverNeighboursAndTheAxisSaysSo() {
        // 80 classes: two neighbours on each side.
        ByFrequency eighty = new ByFrequency(Collections.nCopies(80, 1));
        List<Double> values =
                IntStream.range(0, 80).mapToObj(i -> i == 5 ? Double.NaN : i).toList();
        double[] smooth = eighty.smooth(values);
        assertThat(smooth[0]).isEqualTo(1); // (0 + 1 + 2) / 3
        assertThat(smooth[10]).isEqualTo(10);
        assertThat(smooth[5]).isNaN();
        assertThat(smooth[4]).isEqualTo((2 + 3 + 4 + 6) / 4.0);
        assertThat(eighty.smoothAxis().getLabel()).contains("mean over 5 neighbours");
        assertThat(eighty.axis().getLabel()).doesNotContain("mean");
    }

    @Test
    void blocksCoverAllPlaces() {
        assertThat(Blocks.of(200, 200)).isEqualTo(new Blocks(200, 1));
        Blocks blocks = Blocks.of(401, 200);
        assertThat(List.of(blocks.size(), blocks.count(), blocks.from(133), blocks.to(133)))
                .containsExactly(3, 134, 399, 401);
        assertThat(blocks.words()).isEqualTo(" (blocks of 3)");
        assertThat(Blocks.of(0, 200).count()).isZero();
    }

    @Test
    void logAxesNameOneTwoAndFive() {
        assertThat(ticks(DecadeAxis.over("x", List.of(1.0, 60.0, -3.0, Double.NaN))))
                .containsExactly("1", "2", "5", "10", "20", "50");
        assertThat(ticks(DecadeAxis.over("x", List.of(1e-6, 1.0))))
                .containsExactly("1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1", "1");
        assertThat(ticks(DecadeAxis.over("x", List.of()))).contains("1", "10");
    }

    @Test
    void aBrokenLogAxisStartsWithZero() {
        DecadeAxis axis = DecadeAxis.over("x", List.of(1e-3, 0.02, 1.0));
        axis.breakAfterZero(1e-3, 0.02);
        assertThat(ticks(axis)).containsExactly("0", "0.02", "0.05", "0.1", "0.2", "0.5", "1");
    }

    @Test
    void stepsAreRound() {
        assertThat(PlotStyle.step(0.45)).isCloseTo(0.2, within(1e-12));
        assertThat(PlotStyle.step(7)).isEqualTo(5);
        assertThat(PlotStyle.step(10)).isEqualTo(10);
    }

    @Test
    void constantValuesHaveRoomOnTheirAxis() {
        assertThat(PlotStyle.axis("x", List.of(4.0, 4.0, Double.NaN)).getRange().getLowerBound())
                .isEqualTo(2);
        assertThat(PlotStyle.axis("x", List.of(0.0)).getRange().getUpperBound()).isEqualTo(1);
    }

    @Test
    void longNamesKeepTheirEnds() {
        String sixty = "a name of just sixty signs that no legend need make shorter.";
        assertThat(PlotText.label(sixty)).isEqualTo(sixty).hasSize(60);
        String label = PlotText.label("a" + "x".repeat(80) + "z");
        assertThat(label).hasSize(60).startsWith("ax").endsWith("xz").contains("\u2026");
        assertThat(PlotText.label(" ")).isEqualTo("(no name)");
        assertThat(PlotText.label("\ud83d\udc3b".repeat(70))
                        .codePointCount(
                                0, PlotText.label("\ud83d\udc3b".repeat(70)).length()))
                .isEqualTo(60);
    }

    @Test
    void marksAreShort() {
        assertThat(PlotText.mark("fifteen signs!!")).isEqualTo("fifteen signs!!");
        assertThat(PlotText.mark("\ud83d\udc3b fifteen signs!!")).isEqualTo("\ud83d\udc3b fifteen sign\u2026");
    }

    @Test
    void equalNamesAreCounted() {
        assertThat(Lines.distinct(List.of("a", "a", "b", "a"))).containsExactly("a", "a (2)", "b", "a (3)");
    }

    @Test
    void filtersMeetAtSharesAndSpreadOverLayers() {
        // Layers (3, 1) and (2, 2, 1) at half of their filters: 2 and 2; at the start 3 and 2.
        FilterNormPlot.Network network = new FilterNormPlot.Network(
                "n", List.of(List.of(1.0, 3.0, Double.NaN), List.of(2.0, 1.0, 2.0), List.of()));
        assertThat(network.layers()).containsExactly(List.of(3.0, 1.0), List.of(2.0, 2.0, 1.0));
        assertThat(network.at(0.5)).containsExactly(2, 2);
        assertThat(network.at(0)).containsExactly(3, 2);
        assertThat(network.at(1)).containsExactly(1, 1);
        assertThat(network.at(0.75)).containsExactly(1.5, 1.5);
    }

    @Test
    void badDataAreRefused() {
        assertThatThrownBy(() -> new ClassAccuracyPlot(List.of(3, 2), List.of(Series.of("m", 0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'m' has 1 values, must have one for each of the 2 classes");
        assertThatThrownBy(() -> new ClassFrequencyPlot(List.of(-1), 100, 20))
                .hasMessage("a training count is -1, must be at least 0");
        assertThatThrownBy(
                        () -> new NormHeatMap("s", List.of(1), List.of(1, 1), List.of(List.of(1.0), List.of(1.0)), 1))
                .hasMessage("epoch 1 follows 1, epochs must rise");
        assertThatThrownBy(() -> new NormHeatMap("s", List.of(1), List.of(1), List.of(), 1))
                .hasMessageContaining("0 epochs, must have 1");
        assertThatThrownBy(() -> new NormHeatMap("s", List.of(1), List.of(1), List.of(List.of(2.0)), 1.5))
                .hasMessage("largest is 1.5, must be finite and at least the largest of the norms, 2.0");
        assertThatThrownBy(() -> SamplePlots.confusions(List.of(1), 0, 1))
                .hasMessage("a prediction names class 1, must be from 0 to 0");
        assertThatThrownBy(() -> SamplePlots.confusions(List.of(1), -2, 0)).hasMessageContaining("names class -2");
        assertThatThrownBy(() -> new DecayPlot.Point(-1, 0, 0, 0, 0))
                .hasMessage("decay is -1.0, must be finite and at least 0");
        assertThatThrownBy(() -> new ReliabilityPlot.Bin(0.5, 0.5, 1, 0, 0)).hasMessageContaining("bin 0.5 to 0.5");
        assertThatThrownBy(() -> new GeometryPlot.Curve("c", List.of(1), List.of()))
                .hasMessageContaining("'c' has 0");
        assertThatThrownBy(() -> new TrainingCurvesPlot.Stage("s", List.of(1), List.of(1.0, 2.0), List.of(), List.of()))
                .hasMessageContaining("'s' has 2 values");
    }

    @SuppressWarnings("unchecked")
    private static List<String> ticks(DecadeAxis axis) {
        Graphics2D graphics = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB).createGraphics();
        List<NumberTick> ticks = axis.refreshTicks(
                graphics, new AxisState(), new Rectangle2D.Double(0, 0, 500, 500), RectangleEdge.LEFT);
        return ticks.stream()
                .map(NumberTick::getText)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
