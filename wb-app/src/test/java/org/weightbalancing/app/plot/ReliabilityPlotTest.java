package org.weightbalancing.app.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confidence against accuracy. */
final class ReliabilityPlotTest {

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
}
